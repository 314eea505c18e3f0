//! The way to the loader, which owns the panel, the announcers and the launcher.
//!
//! The loader hands over one object. Read from it: `root` (where the chat stands), `base` (the
//! relay's origin), `service`, `shown` (whether the panel is open), `hurry` (whether the resident is
//! leaving in one), `result` (what identification brought back in the address, once) and `state`
//! (the service's public state). Called on it: `say(text)` and
//! `warn(text)` (the polite and the assertive announcer), `unread(text)` (a line on the launcher),
//! `fail()` (give way to the contact details), `ask(cache)` (ask for the public state again),
//! `emit(kind, detail)` (an event for the page). Written to it: `on_change()`, which the loader
//! calls when `shown` or `state` is another one, and `on_exit()`, which it calls when the resident
//! leaves in a hurry, or the chat is taken away: nothing is kept or sent after it, and it gives
//! nothing or `[secret, body]`, the command to send on.

use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::words::Words;

/// The loader, as the widget sees it.
#[derive(Clone, Debug)]
pub struct Host {
    options: JsValue,
    root: HtmlElement,
}

impl Host {
    /// The loader behind `options`; nothing when they hold no place to stand.
    pub fn new(options: JsValue) -> Option<Self> {
        let root = get(&options, "root").dyn_into().ok()?;
        Some(Self { options, root })
    }

    /// Where the chat stands.
    pub fn root(&self) -> HtmlElement {
        self.root.clone()
    }

    /// The relay's origin.
    pub fn base(&self) -> String {
        text(&self.options, "base")
    }

    /// The service's id.
    pub fn service(&self) -> String {
        text(&self.options, "service")
    }

    /// What identification brought back in the address; empty for nothing, and after the first time.
    pub fn result(&self) -> String {
        let result = text(&self.options, "result");
        drop(Reflect::set(
            &self.options,
            &"result".into(),
            &JsValue::NULL,
        ));
        result
    }

    /// Whether the panel is open now.
    pub fn is_shown(&self) -> bool {
        get(&self.options, "shown").is_truthy()
    }

    /// Whether the resident is leaving in a hurry.
    pub fn is_hurry(&self) -> bool {
        get(&self.options, "hurry").is_truthy()
    }

    /// The language of the words.
    pub fn language(&self) -> String {
        text(&self.state(), "language")
    }

    /// The words.
    pub fn words(&self) -> Words {
        Words::new(get(&self.state(), "texts"))
    }

    /// A text of the public state; empty where there is none.
    pub fn fact(&self, name: &str) -> String {
        text(&self.state(), name)
    }

    /// A thing of the public state.
    pub fn thing(&self, name: &str) -> JsValue {
        get(&self.state(), name)
    }

    /// A list of the public state.
    pub fn list(&self, name: &str) -> Vec<JsValue> {
        list(&self.state(), name)
    }

    /// What is told beside the chat: all that a change of which makes a screen another one.
    pub fn guide_text(&self) -> String {
        let told = Array::of2(&self.thing("guide"), &self.thing("contact"));
        JSON::stringify(&told).map(String::from).unwrap_or_default()
    }

    /// Says something to those who hear the screen, when there is room for it.
    pub fn say(&self, words: &str) {
        self.call("say", words);
    }

    /// Says something to those who hear the screen, at once.
    pub fn warn(&self, words: &str) {
        self.call("warn", words);
    }

    /// Puts a line on the launcher; an empty one takes it off.
    pub fn unread(&self, words: &str) {
        self.call("unread", words);
    }

    /// Tells the page that something has happened; never what was written, nor by whom.
    pub fn emit(&self, kind: &str, detail: &[(&str, JsValue)]) {
        let told = Object::new();
        for (name, value) in detail {
            drop(Reflect::set(&told, &(*name).into(), value));
        }
        if let Ok(emit) = get(&self.options, "emit").dyn_into::<Function>() {
            drop(emit.call2(&self.options, &kind.into(), &told));
        }
    }

    /// Asks for the public state again.
    pub fn ask(&self) {
        self.call("ask", "reload");
    }

    /// Gives way to the contact details.
    pub fn fail(&self) {
        self.call("fail", "");
    }

    /// Whether focus stands in the chat.
    pub fn has_focus(&self) -> bool {
        self.has_focus_in(Some(self.root().into()))
    }

    /// Whether focus stands nowhere in the panel, or in what is not seen.
    pub fn is_focus_lost(&self) -> bool {
        let is_seen =
            |element: &Element| element.unchecked_ref::<HtmlElement>().offset_height() > 0;
        !self.focused().as_ref().is_some_and(is_seen)
    }

    /// What has focus.
    pub fn focused(&self) -> Option<Element> {
        let tree = self.root.get_root_node();
        tree.dyn_ref::<ShadowRoot>()?.active_element()
    }

    /// Whether focus stands in a part of the chat.
    pub fn has_focus_in(&self, part: Option<Element>) -> bool {
        let focused = self.focused();
        focused.is_some_and(|element| part.is_some_and(|part| part.contains(Some(&element))))
    }

    /// Hears when the panel opens or shuts, and when the public state has come again, for as long
    /// as the page lives.
    pub fn on_change(&self, heard: impl FnMut() + 'static) {
        let heard = Closure::<dyn FnMut()>::new(heard).into_js_value();
        drop(Reflect::set(&self.options, &"on_change".into(), &heard));
    }

    /// Hears when the resident leaves in a hurry, and gives what is to be sent then.
    pub fn on_exit(&self, heard: impl FnMut() -> JsValue + 'static) {
        let heard = Closure::<dyn FnMut() -> JsValue>::new(heard).into_js_value();
        drop(Reflect::set(&self.options, &"on_exit".into(), &heard));
    }

    fn state(&self) -> JsValue {
        get(&self.options, "state")
    }

    fn call(&self, name: &str, words: &str) {
        if let Ok(function) = get(&self.options, name).dyn_into::<Function>() {
            drop(function.call1(&self.options, &words.into()));
        }
    }
}

/// A property; undefined where there is none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is text; empty where there is none.
pub(crate) fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// A property that is a list; empty where there is none.
pub(crate) fn list(object: &JsValue, name: &str) -> Vec<JsValue> {
    match get(object, name).dyn_ref::<Array>() {
        Some(list) => list.to_vec(),
        None => Vec::new(),
    }
}
