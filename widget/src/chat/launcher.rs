//! What the launcher says while the panel is shut: how many messages have come, or that there is a
//! conversation to go back to.

use juttu_shared::rules::state::State;
use juttu_shared::texts::widget as w;

use super::Chat;

impl Chat {
    /// Puts the line on the launcher that is due now.
    pub(super) fn tells_launcher(self) {
        let (is_open, unread, state) = self.read(|inner| {
            let state = inner.conversation.state;
            (inner.kept.open, inner.unread, state)
        });
        let line = match state {
            _ if is_open => String::new(),
            _ if unread > 0 => self.word_counted(w::NEW_MESSAGES, unread),
            Some(State::Waiting) => self.word(w::IN_QUEUE),
            Some(State::Active) => self.word(w::UNDER_WAY),
            _ => String::new(),
        };
        if self.read(|inner| inner.line != line) {
            self.host().unread(&line);
            self.note(|inner| inner.line = line);
        }
    }
}
