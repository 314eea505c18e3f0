//! How the queue stands, and how long a conversation still has: said on the screen at once, and
//! aloud softly.

use juttu_client::key;
use juttu_client::timer::Timeout;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::visitor::{ClientMessage, Empty, Queue};

use super::shown::minutes;
use super::{Chat, Screen};

/// The place in the queue is said aloud at most this often, in milliseconds.
const PLACE_MS: u32 = 30_000;
/// How often the minutes left are counted, in milliseconds.
const TICK_MS: u32 = 5_000;

impl Chat {
    pub(super) fn hear_queue(self, queue: Queue) {
        let (was_nobody, had_grace) =
            self.read(|inner| (inner.shown.is_nobody, inner.shown.grace_min > 0));
        let has_grace = queue.until_ms.is_some();
        self.note(|inner| inner.until_ms = queue.until_ms);
        self.show(|shown| {
            shown.place = queue.place;
            shown.wait_min = queue.wait_min.unwrap_or(0);
            shown.is_nobody = queue.nobody;
        });
        self.tick();
        let host = self.host();
        // After the closing one thing alone is said: for how long one may still be taken.
        if has_grace && !had_grace {
            host.say(&self.grace_words());
        }
        if has_grace {
            return;
        }
        if queue.nobody != was_nobody {
            host.say(&self.word(if was_nobody { w::SOMEBODY } else { w::NOBODY }));
        }
        if self.read(|inner| inner.place_rests.is_none()) {
            self.say_place();
        }
    }

    /// Says the place aloud when it is another than was said, and not again for a while.
    fn say_place(self) {
        let place = self.read(|inner| match inner.shown.screen {
            Screen::Waiting if inner.until_ms.is_none() => inner.shown.place,
            _ => 0,
        });
        let is_new = self.note(|inner| {
            inner.place_rests = None;
            std::mem::replace(&mut inner.place_said, place) != place
        });
        if is_new && place > 0 {
            self.host().say(&self.place_words(place));
            let rests = Timeout::after(PLACE_MS, move || self.say_place());
            self.note(|inner| inner.place_rests = rests);
        }
    }

    /// The place in words.
    pub fn place_words(self, place: u64) -> String {
        match place {
            0 => String::new(),
            // With nobody there, whose turn is next is nobody's to say.
            1 if !self.read(|inner| inner.shown.is_nobody) => self.word(w::NEXT),
            place => self.word_with(w::PLACE, "n", &place.to_string()),
        }
    }

    /// How long one who waits may still be taken, in words; empty while the chat is open.
    pub fn grace_words(self) -> String {
        match self.see(|shown| shown.grace_min) {
            0 => String::new(),
            grace_min => self.word_counted(w::GRACE, grace_min),
        }
    }

    /// The end for silence is near, or no longer is.
    pub(super) fn hear_ending(self, ends_at_ms: Option<i64>) {
        let was = self.note(|inner| std::mem::replace(&mut inner.ends_at_ms, ends_at_ms));
        if was == ends_at_ms {
            return;
        }
        let host = self.host();
        if ends_at_ms.is_none() {
            if host.has_focus_in(self.element("#stay")) {
                self.focus_field();
            }
            if self.read(|inner| inner.shown.screen == Screen::Talking) {
                host.say(&self.word(w::GOES_ON));
            }
        }
        self.tick();
        if was.is_none() {
            let ends_min = self.read(|inner| inner.shown.ends_min);
            host.warn(&self.word_counted(w::ENDS, ends_min));
        }
    }

    /// Goes on with the conversation that is about to end.
    pub fn stay(self) {
        if let Some(link) = self.link() {
            link.send(&key::client_key(), &ClientMessage::Stay(Empty {}));
        }
    }

    /// Counts the minutes left, and again soon, while there is something to count.
    fn tick(self) {
        let (until_ms, ends_at_ms) = self.read(|inner| (inner.until_ms, inner.ends_at_ms));
        let now_ms = self.now_ms();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a browser's own instants are such numbers"
        )]
        let left = |at_ms: Option<i64>| at_ms.map_or(0, |at_ms| minutes(at_ms as f64 - now_ms));
        self.show(|shown| {
            shown.grace_min = left(until_ms);
            shown.ends_min = left(ends_at_ms);
        });
        let ticks = (until_ms.is_some() || ends_at_ms.is_some())
            .then(|| Timeout::after(TICK_MS, move || self.tick()))
            .flatten();
        self.note(|inner| inner.ticks = ticks);
    }

    /// The relay's clock says so, in milliseconds since 1970 UTC.
    pub(super) fn sets_clock(self, now_ms: f64) {
        self.note(|inner| inner.ahead_ms = now_ms - js_sys::Date::now());
    }

    /// The relay's clock now, as far as it has been told.
    pub(super) fn now_ms(self) -> f64 {
        js_sys::Date::now() + self.read(|inner| inner.ahead_ms)
    }
}
