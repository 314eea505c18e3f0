//! Taking the code along: to the clipboard, or on paper; and the conversation, on paper. What is
//! printed is the part of the screen that holds it, and nothing of the page around it.

use js_sys::Array;
use juttu_client::timer::Timeout;
use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use leptos::tachys::dom::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::CssStyleSheet;

use super::Chat;
use crate::host;

/// Hides the page around the chat on paper, and lets the chat be printed. The rest of it is the
/// widget's own style.
const AROUND: &str = "@media print{:is(body,body *):not(juttu-chat,:has(juttu-chat)){display:none!important}juttu-chat{--_paper:block}}";
/// Some browsers go on before they have printed: how long the page stays hidden on paper, in
/// milliseconds.
const PRINTS_MS: u32 = 60_000;

/// How long the button says that the code is copied, in milliseconds.
const COPIED_MS: u32 = 6_000;

impl Chat {
    /// Copies the code, and says whether that went well.
    pub fn copy_code(self) {
        let code = self.code().map(|code| code.grouped()).unwrap_or_default();
        let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
        // Only a page that came over https has one.
        match clipboard.filter(|clipboard| clipboard.is_object()) {
            Some(clipboard) => {
                let says = |key: Key| {
                    let says = move |_: JsValue| {
                        self.host().say(&self.word(key));
                        self.shows_copied(key == w::COPIED);
                    };
                    Closure::<dyn FnMut(JsValue)>::new(says)
                };
                let (copied, failed) = (says(w::COPIED), says(w::NOT_COPIED));
                drop(clipboard.write_text(&code).then2(&copied, &failed));
                copied.forget();
                failed.forget();
            }
            None => self.host().warn(&self.word(w::NOT_COPIED)),
        }
    }

    /// The button says for a while that the code is copied.
    fn shows_copied(self, is_copied: bool) {
        let fades = is_copied
            .then(|| Timeout::after(COPIED_MS, move || self.shows_copied(false)))
            .flatten();
        self.note(|inner| inner.copied_fades = fades);
        self.show(|shown| shown.is_copied = is_copied);
    }

    /// Prints the screen that stands: a code, or the conversation.
    pub fn print(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        if let Ok(sheet) = CssStyleSheet::new() {
            drop(sheet.replace_sync(AROUND));
            sheets().push(&sheet);
            let goes = Timeout::after(PRINTS_MS, move || self.note(|inner| inner.prints = None));
            let paper = Paper { sheet, _goes: goes };
            self.note(|inner| inner.prints = Some(paper));
        }
        drop(window.print());
    }
}

/// The sheet that hides the page around, on paper: adopted by the page as long as this lives.
pub(super) struct Paper {
    sheet: CssStyleSheet,
    _goes: Option<Timeout>,
}

impl Drop for Paper {
    fn drop(&mut self) {
        let sheets = sheets();
        if let Ok(at) = u32::try_from(sheets.index_of(&self.sheet, 0)) {
            sheets.splice_many(at, 1, &[]);
        }
    }
}

/// The sheets that the page has adopted.
fn sheets() -> Array {
    host::get(&document(), "adoptedStyleSheets").unchecked_into()
}
