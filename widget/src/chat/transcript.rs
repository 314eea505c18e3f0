//! Taking the conversation along: as a file of plain text that is made here, in the browser, and
//! holds what the log holds. A code is never in it: a file stays on a device that others may use.

use juttu_client::timer::Timeout;
use juttu_shared::texts::widget as w;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::Chat;
use crate::conversation::{Message, Row};

/// How long the browser may take to begin with the file, in milliseconds.
const SAVES_MS: u32 = 60_000;

impl Chat {
    /// Saves the conversation as a file.
    pub fn save(self) {
        let text = self.transcript();
        let options = BlobPropertyBag::new();
        options.set_type("text/plain;charset=utf-8");
        let parts = js_sys::Array::of1(&JsValue::from_str(&text));
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        if let Ok(file) = Blob::new_with_str_sequence_and_options(&parts, &options)
            && let Ok(address) = Url::create_object_url_with_blob(&file)
            && let Ok(link) = document.create_element("a")
        {
            drop(link.set_attribute("href", &address));
            drop(link.set_attribute("download", &self.word(w::TALK_FILE)));
            link.unchecked_ref::<HtmlElement>().click();
            let goes = Timeout::after(SAVES_MS, move || self.note(|inner| inner.saves = None));
            let file = File {
                address,
                _goes: goes,
            };
            self.note(|inner| inner.saves = Some(file));
        }
    }

    /// The conversation in plain text.
    fn transcript(self) -> String {
        let (rows, reference) = self.read(|inner| {
            let stored = (inner.log.iter()).filter(|row| match row {
                Row::Message(message) => message.at_ms.is_some(),
                Row::Line(..) => true,
            });
            (stored.cloned().collect::<Vec<_>>(), inner.shown.reference)
        });
        let who = |message: &Message| match &message.agent {
            None => self.word(w::YOU),
            Some(name) => self.name(name),
        };
        let mut head = vec![self.host().fact("name")];
        if reference > 0 {
            head.push(self.word_with(w::REFERENCE, "n", &reference.to_string()));
        }
        let parts = rows.iter().map(|row| match row {
            Row::Message(message) => {
                let at = message.at_ms.map(|at_ms| self.time(at_ms));
                [
                    &who(message),
                    ", ",
                    &at.unwrap_or_default(),
                    "\n",
                    &message.text,
                ]
                .concat()
            }
            Row::Line(line, at_ms) => [&self.time(*at_ms), ": ", &self.line_words(line)].concat(),
        });
        paragraphs(head.join("\n"), parts)
    }
}

/// A file in the browser's memory, which the page around could read by its address: gone with this.
pub(super) struct File {
    address: String,
    _goes: Option<Timeout>,
}

impl Drop for File {
    fn drop(&mut self) {
        drop(Url::revoke_object_url(&self.address));
    }
}

/// Parts with an empty line between them, each line ended as every editor reads it.
fn paragraphs(head: String, parts: impl Iterator<Item = String>) -> String {
    let mut all = head;
    for part in parts {
        all.push_str("\n\n");
        all.push_str(&part);
    }
    all.replace('\n', "\r\n") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_apart_and_every_editor_reads_their_lines() {
        let parts = ["Sinä, klo 9.00\nVuokra\nnousi".to_owned(), "Hei".to_owned()];
        let text = paragraphs("Aikuissosiaalityö".into(), parts.into_iter());
        assert_eq!(
            text,
            "Aikuissosiaalityö\r\n\r\nSinä, klo 9.00\r\nVuokra\r\nnousi\r\n\r\nHei\r\n"
        );
    }
}
