//! What the hours said last.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use juttu_shared::rules::hours::Standing;

/// What the hours said last, for as long as they say the same: of a service that opens seldom or
/// never, a year ahead is looked through, which must not happen each time that somebody asks.
#[derive(Default)]
pub struct Remembered(Mutex<Option<Known>>);

/// What holds from an instant until another, in milliseconds since 1970 UTC.
#[derive(Clone, Copy)]
struct Known {
    from_ms: i64,
    until_ms: i64,
    standing: Standing,
}

impl Remembered {
    /// What holds at an instant, when it is known.
    pub(super) fn at(&self, now_ms: i64) -> Option<Standing> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .filter(|known| (known.from_ms..known.until_ms).contains(&now_ms))
            .map(|known| known.standing)
    }

    /// What was found to hold, and until when it does.
    pub(super) fn keep(&self, from_ms: i64, until_ms: i64, standing: Standing) {
        let known = Known {
            from_ms,
            until_ms,
            standing,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }
}

/// Whoever copies a service may change its hours: a copy knows nothing.
impl Clone for Remembered {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The same for all, since it says nothing that the hours don't.
impl fmt::Debug for Remembered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Remembered(…)")
    }
}
