//! What the left column reads and does.

use juttu_shared::rules::date::Date;
use juttu_shared::texts::desk::NOBODY_WAITS;
use leptos::prelude::*;

use super::Desk;
use crate::browser::announcer;
use crate::model::Model;

/// Waits and days move on in steps of this, in milliseconds: a row says whole minutes.
const STEP_MS: i64 = 5_000;

impl Desk {
    /// The relay's clock in steps of a few seconds, for rows of which there can be many.
    pub(crate) fn step_ms(self) -> Memo<i64> {
        self.step_ms
    }

    /// Those steps.
    pub(super) fn steps(now_ms: RwSignal<i64>) -> Memo<i64> {
        Memo::new(move |_| now_ms.get().div_euclid(STEP_MS).saturating_mul(STEP_MS))
    }

    /// The day, where the desk stands.
    pub(crate) fn today(self) -> Option<Date> {
        self.today.get()
    }

    /// Reads the model, and tells whenever it changes.
    pub(crate) fn read<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with(read)
    }

    /// A value computed from the names of services, topics and areas, which change seldom.
    pub(crate) fn named<T>(self, read: impl Fn(&Model) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.names(|model| read(model)))
    }

    /// The same for one who reads it in a computation of its own.
    pub(crate) fn names<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.me.track();
        self.model.with_untracked(read)
    }

    /// Takes whoever is next, or says that nobody is.
    pub(crate) fn take_next(self) {
        match self.model.with_untracked(Model::next_waiting) {
            Some(id) => self.claim(id),
            None => announcer::tell(&self.words.with_untracked(|words| words.say(NOBODY_WAITS))),
        }
    }
}
