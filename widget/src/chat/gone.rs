//! A conversation that has ended is forgotten: when its screen is left, and by itself some time
//! after the end, since others may use the device. Not one that was opened with a code, which is a
//! way back to it and was typed for that; nor while a code has not been left, or something is
//! written where a code lets one write. What was written and not sent before a live end stays until
//! that time, and is taken along when the resident starts anew.

use juttu_client::timer::Timeout;
use juttu_shared::rules::state::State;

use super::{Chat, Inner, Page, Screen};

/// How long after its end a conversation is forgotten, in milliseconds.
const GONE_MS: f64 = 30.0 * 60_000.0;
/// How soon it is looked at again when it may not be forgotten yet, in milliseconds.
const AGAIN_MS: f64 = 60_000.0;

impl Chat {
    /// Forgets a conversation that ended long ago, or sees to it when that time comes.
    pub(super) fn minds_the_end(self) {
        let now_ms = self.now_ms();
        let Some(left_ms) = self.read(|inner| inner.left_ms(now_ms)) else {
            return self.note(|inner| inner.goes = None);
        };
        let may_go = self.read(Inner::may_go);
        if left_ms <= 0.0 && may_go {
            return self.forget(String::new(), Page::None);
        }
        let goes = Timeout::after(wait_ms(left_ms), move || self.minds_the_end());
        self.note(|inner| inner.goes = goes);
    }
}

impl Inner {
    /// How long until the conversation at hand is forgotten by itself; none if it never is.
    fn left_ms(&self, now_ms: f64) -> Option<f64> {
        let is_over = self.conversation.state == Some(State::Closed) && !self.kept.came_in;
        #[expect(
            clippy::cast_precision_loss,
            reason = "a browser's own instants are such numbers"
        )]
        let ended_at_ms = self.conversation.ended_at_ms? as f64;
        is_over.then_some(ended_at_ms + GONE_MS - now_ms)
    }

    /// Whether nothing would be lost with the conversation that has ended.
    pub(super) fn may_go(&self) -> bool {
        let keeps_text = self.conversation.lasts() && !self.kept.unsent().is_empty();
        self.shown.screen == Screen::Ended && self.kept.code.is_none() && !keeps_text
    }
}

/// When to look again, in whole milliseconds.
fn wait_ms(left_ms: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between a minute and half an hour"
    )]
    let wait_ms = left_ms.clamp(AGAIN_MS, GONE_MS) as u32;
    wait_ms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_looks_again_when_the_time_has_come_and_never_in_a_hurry() {
        assert_eq!(wait_ms(GONE_MS), 30 * 60_000);
        assert_eq!(wait_ms(GONE_MS * 2.0), 30 * 60_000);
        assert_eq!(wait_ms(5.0), 60_000);
        assert_eq!(wait_ms(-1.0), 60_000);
        assert_eq!(wait_ms(90_000.4), 90_000);
    }
}
