//! A place among the open conversations of an address.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::{Counts, Prefix, give_back, unpoisoned};

/// A place among the open conversations of an address, for one that is about to be opened. Given
/// back when dropped, unless a conversation was opened in it.
pub struct Place {
    pub(super) from: Prefix,
    counts: Arc<Mutex<Counts>>,
    is_kept: AtomicBool,
}

impl Place {
    /// A place that is counted already.
    pub(super) fn new(from: Prefix, counts: Arc<Mutex<Counts>>) -> Self {
        Self {
            from,
            counts,
            is_kept: AtomicBool::new(false),
        }
    }

    /// From now on a conversation has it. Says whether none had it before.
    pub(super) fn keep(&self) -> bool {
        !self.is_kept.swap(true, Ordering::Relaxed)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !*self.is_kept.get_mut() {
            give_back(&mut unpoisoned(&self.counts).open, self.from);
        }
    }
}

/// Says nothing of the address, so that no log can.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place(…)")
    }
}
