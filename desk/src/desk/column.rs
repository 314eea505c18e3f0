//! What the left column reads and does.
//!
//! A memo that reads the model has everything that hangs on it look again at every change, though
//! it may find nothing new: with hundreds of rows on the screen that alone would hold the page up.
//! What many rows read is therefore told apart: worked out once for each change, and told only to
//! those rows for which it is another than before.

use std::collections::BTreeMap;

use juttu_shared::id::ConversationId;
use juttu_shared::rules::date::Date;
use juttu_shared::texts::desk::NOBODY_WAITS;
use juttu_shared::wire::v1::agent::ClientMessage;
use leptos::prelude::*;

use super::Desk;
use crate::browser::announcer;
use crate::browser::clock::local_time;
use crate::model::Model;

/// Waits and days move on in steps of this, in milliseconds: a row says whole minutes.
const STEP_MS: i64 = 5_000;

/// Rows that are told apart: which there are, in their order, and what each one shows.
pub(crate) struct Rows<T: Send + Sync + 'static> {
    ids: RwSignal<Vec<ConversationId>>,
    each: StoredValue<BTreeMap<ConversationId, ArcRwSignal<T>>>,
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Rows<T> {
    /// Which there are.
    pub(crate) fn ids(self) -> Vec<ConversationId> {
        self.ids.get()
    }

    /// What one of them shows. Its own from then on, even once it is no longer among them.
    pub(crate) fn row(self, id: ConversationId) -> Option<ArcRwSignal<T>> {
        self.each.with_value(|each| each.get(&id).cloned())
    }

    fn tell(self, rows: Vec<(ConversationId, T)>) {
        let ids: Vec<ConversationId> = rows.iter().map(|(id, _)| *id).collect();
        self.each.update_value(|each| {
            if each.len() > ids.len() {
                each.retain(|id, _| ids.contains(id));
            }
            for (id, row) in rows {
                match each.get(&id) {
                    Some(told) => set_if_other(told, row),
                    None => drop(each.insert(id, ArcRwSignal::new(row))),
                }
            }
        });
        if self.ids.with_untracked(|told| *told != ids) {
            self.ids.set(ids);
        }
    }
}

/// Reads something of the model.
type Read<T> = Box<dyn Fn(&Model) -> T + Send + Sync>;

impl Desk {
    /// What a memo of the model is made of: there once for each kind of value, and not for each of
    /// a hundred closures.
    pub(super) fn memo_of<T>(self, read: Read<T>) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.model.with(|model| read(model)))
    }

    /// The relay's clock in steps of a few seconds, for rows of which there can be many.
    pub(crate) fn step_ms(self) -> i64 {
        self.step_ms.get()
    }

    /// The day, where the desk stands.
    pub(crate) fn today(self) -> Option<Date> {
        self.today.get()
    }

    /// Whether a claim of this conversation is on its way.
    pub(crate) fn is_claiming(self, id: ConversationId) -> bool {
        self.claiming.with(|claiming| claiming.contains(&id))
    }

    /// Rows worked out from the model and the time, told apart.
    pub(crate) fn rows<T>(
        self,
        read: impl Fn(&Model, i64) -> Vec<(ConversationId, T)> + 'static,
    ) -> Rows<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let rows = Rows {
            ids: RwSignal::new(Vec::new()),
            each: StoredValue::new(BTreeMap::new()),
        };
        Effect::new(move |_| {
            let now_ms = self.step_ms.get();
            rows.tell(self.model.with(|model| read(model, now_ms)));
        });
        rows
    }

    /// Reads the names of services, topics and areas, and tells when they change, which is seldom.
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

    /// Tells apart what many rows read.
    pub(super) fn tell_apart(self) {
        Effect::new(move |_| {
            let me = self.model.with(|model| model.me.clone());
            if self.me.with_untracked(|told| *told != me) {
                self.me.set(me);
            }
        });
        Effect::new(move |_| {
            let claiming = self.model.with(|model| {
                let commands = model.outbox.entries().iter();
                let claims = commands.filter_map(|entry| match &entry.message {
                    ClientMessage::Claim(act) => Some(act.conversation),
                    _ => None,
                });
                claims.collect::<Vec<_>>()
            });
            if self.claiming.with_untracked(|told| *told != claiming) {
                self.claiming.set(claiming);
            }
        });
    }

    /// Moves the clock on, and with it the steps and the day.
    pub(super) fn move_clock(self, now_ms: i64) {
        self.now_ms.set(now_ms);
        let step_ms = now_ms.div_euclid(STEP_MS).saturating_mul(STEP_MS);
        if self.step_ms.get_untracked() != step_ms {
            self.step_ms.set(step_ms);
            let today = local_time(now_ms).map(|now| now.date);
            if self.today.get_untracked() != today {
                self.today.set(today);
            }
        }
    }
}

fn set_if_other<T: PartialEq + Send + Sync + 'static>(told: &ArcRwSignal<T>, now: T) {
    if told.with_untracked(|told| *told != now) {
        told.set(now);
    }
}
