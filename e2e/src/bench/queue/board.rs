//! Who has which place, and when each was told.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use tokio::sync::Notify;

use crate::bench::clock::{Moment, now};

/// How long everybody may take to be told.
const LIMIT_MS: u64 = 60_000;

/// What is written down by all, in the order in which they were opened.
#[derive(Debug)]
pub(super) struct Board {
    visitors: Vec<Visitor>,
    /// How many pieces of news are still due: to look whether all is as it should be costs time
    /// too, and is done when they have come.
    due: Cell<usize>,
    /// The conversation that became an agent's last, and when.
    mine: Cell<Option<(u64, Moment)>>,
    /// The last time that somebody was told a place.
    told_at: Cell<Moment>,
    complaint: RefCell<Option<String>>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Visitor {
    conversation: Cell<u64>,
    stored_at: Cell<Option<Moment>>,
    place: Cell<u64>,
    placed_at: Cell<Option<Moment>>,
    is_gone: Cell<bool>,
}

impl Board {
    pub(super) fn new(visitors: usize) -> Rc<Self> {
        Rc::new(Self {
            visitors: (0..visitors).map(|_| Visitor::default()).collect(),
            due: Cell::new(0),
            mine: Cell::new(None),
            told_at: Cell::new(now()),
            complaint: RefCell::default(),
            changed: Notify::new(),
        })
    }

    pub(super) fn has_place(&self, index: usize, place: u64, at: Moment) {
        if let Some(visitor) = self.visitors.get(index) {
            // What is said of the wait alone is no news of the place.
            if visitor.place.replace(place) == place {
                return;
            }
            self.told_at.set(at);
            if visitor.placed_at.get().is_none() {
                visitor.placed_at.set(Some(at));
            }
            self.is_news();
        }
    }

    pub(super) fn is_stored(&self, index: usize, conversation: u64, at: Moment) {
        if let Some(visitor) = self.visitors.get(index) {
            visitor.conversation.set(conversation);
            visitor.stored_at.set(Some(at));
            self.is_news();
        }
    }

    pub(super) fn is_mine(&self, conversation: u64, at: Moment) {
        self.mine.set(Some((conversation, at)));
        self.is_news();
    }

    fn is_news(&self) {
        self.due.set(self.due.get().saturating_sub(1));
        if self.due.get() == 0 {
            self.changed.notify_one();
        }
    }

    /// So many pieces of news are due from now on.
    pub(super) fn expects(&self, due: usize) {
        self.due.set(due);
    }

    pub(super) fn complains(&self, error: &anyhow::Error) {
        let mut first = self.complaint.borrow_mut();
        first.get_or_insert_with(|| format!("{error:#}"));
        self.changed.notify_one();
    }

    /// Fails when somebody has complained.
    pub(super) fn complaint(&self) -> Result<()> {
        match &*self.complaint.borrow() {
            Some(complaint) => bail!("{complaint}"),
            None => Ok(()),
        }
    }

    /// Waits until the first `count` are stored and the places from 1 to `count` are theirs.
    pub(super) async fn have_places(&self, count: usize) -> Result<()> {
        self.until("places for all who joined", || {
            let joined = self.visitors.iter().take(count);
            let has_all =
                |visitor: &Visitor| visitor.stored_at.get().is_some() && visitor.place.get() > 0;
            joined.clone().all(has_all) && self.are_in_order(joined)
        })
        .await
    }

    /// When the visitor was stored, and when she had a place.
    pub(super) fn joined(&self, index: usize) -> Result<(Moment, Moment)> {
        let visitor = self.visitors.get(index).context("a visitor")?;
        let times = visitor.stored_at.get().zip(visitor.placed_at.get());
        times.context("she has not joined")
    }

    pub(super) fn place(&self, index: usize) -> u64 {
        self.visitors
            .get(index)
            .map_or(0, |visitor| visitor.place.get())
    }

    pub(super) fn conversation(&self, index: usize) -> u64 {
        self.visitors
            .get(index)
            .map_or(0, |visitor| visitor.conversation.get())
    }

    /// Who is next.
    pub(super) fn next(&self) -> Option<usize> {
        self.visitors
            .iter()
            .position(|visitor| !visitor.is_gone.get() && visitor.place.get() == 1)
    }

    /// Waits until the visitor is an agent's, and all others have moved; says when each was.
    pub(super) async fn is_claimed(&self, index: usize) -> Result<(Moment, Moment)> {
        let visitor = self.visitors.get(index).context("a visitor")?;
        visitor.is_gone.set(true);
        let conversation = visitor.conversation.get();
        let claimed_at = || match self.mine.get() {
            Some((mine, at)) if mine == conversation => Some(at),
            _ => None,
        };
        self.until("everybody's new place", || {
            claimed_at().is_some() && self.are_in_order(self.visitors.iter())
        })
        .await?;
        let claimed_at = claimed_at().context("it was claimed")?;
        Ok((claimed_at, self.told_at.get()))
    }

    /// Whether those who wait have the places from 1 on, each its own.
    fn are_in_order<'v>(&self, visitors: impl Iterator<Item = &'v Visitor>) -> bool {
        let waiting = visitors.filter(|visitor| !visitor.is_gone.get());
        let mut places: Vec<u64> = waiting.map(|visitor| visitor.place.get()).collect();
        places.sort_unstable();
        places.iter().zip(1_u64..).all(|(has, due)| *has == due)
    }

    async fn until(&self, what: &str, holds: impl Fn() -> bool) -> Result<()> {
        let wait = async {
            while !holds() {
                self.complaint()?;
                self.changed.notified().await;
            }
            anyhow::Ok(())
        };
        let limit = std::time::Duration::from_millis(LIMIT_MS);
        let waited = tokio::time::timeout(limit, wait).await;
        waited.with_context(|| format!("waited in vain for {what}"))?
    }
}
