//! The words of the language that is drawn, and what happens when another one is chosen: all is
//! drawn anew, and what was written, where focus stood and what was in sight stay.

use juttu_shared::texts::{Key, widget};
use leptos::prelude::Notify;

use super::Chat;
use crate::words;

impl Chat {
    /// A text.
    pub fn word(self, key: Key) -> String {
        self.read(|inner| inner.words.get(key))
    }

    /// A text with one placeholder filled.
    pub fn word_with(self, key: Key, name: &str, value: &str) -> String {
        self.read(|inner| inner.words.with(key, name, value))
    }

    /// A text for a number.
    pub fn word_counted(self, key: Key, count: u32) -> String {
        self.read(|inner| inner.words.counted(key, count))
    }

    /// The language of the words.
    pub fn language(self) -> String {
        self.read(|inner| inner.language.clone())
    }

    /// Takes over the language that the public state has come in, if it is another one.
    pub(super) fn hear_language(self) {
        let host = self.host();
        let language = host.language();
        if self.read(|inner| inner.language == language) {
            return;
        }
        let stood = host.focused().and_then(|element| {
            ["id", "part"].into_iter().find_map(|name| {
                let value = element.get_attribute(name)?;
                Some(["[", name, "=\"", &value, "\"]"].concat())
            })
        });
        let scrolled = self.element(".pane").map(|pane| pane.scroll_top());
        self.note(|inner| {
            inner.words = host.words();
            inner.language = language;
            inner.focus = stood;
            inner.scrolled = scrolled;
        });
        self.rows.notify();
        self.settle();
    }

    /// A time by the service's own clocks, which the hours are told by as well; with the date when
    /// it is of another day.
    pub fn time(self, at_ms: i64) -> String {
        #[expect(clippy::cast_possible_truncation, reason = "a day's minutes")]
        let ahead_min = self.thing("offset_min").as_f64().unwrap_or(0.0) as i64;
        #[expect(clippy::cast_possible_truncation, reason = "an instant")]
        let now_ms = self.now_ms() as i64;
        let time = self.read(|inner| words::time_of_day(&inner.language, at_ms, ahead_min));
        let time = self.word_with(widget::AT_TIME, "time", &time);
        match words::other_day(&self.language(), at_ms, now_ms, ahead_min) {
            Some(date) => [&date, " ", &time].concat(),
            None => time,
        }
    }

    /// A number of this day by the service's own clocks: rows are drawn anew on another one.
    pub fn today(self) -> u64 {
        let ahead_ms = self.thing("offset_min").as_f64().unwrap_or(0.0) * 60_000.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a day's number"
        )]
        let today = ((self.now_ms() + ahead_ms) / 86_400_000.0) as u64;
        today
    }
}
