//! Leaving in a hurry. Nothing of the chat is left in this page, and nothing is kept by it any
//! more; what the relay is to be told outlives the page, so the loader sends it.

use juttu_client::key;
use juttu_client::outbox::Progress;
use juttu_client::visitor;
use juttu_shared::id::Secret;
use juttu_shared::wire::v1::visitor::{ClientMessage, Exit};
use leptos::prelude::Notify;
use wasm_bindgen::prelude::JsValue;

use super::{Chat, Form, Inner, Shown};
use crate::conversation::Conversation;
use crate::kept::Kept;

impl Chat {
    /// Stops, forgets all, and gives what is to be sent: the session's secret and a body.
    pub(super) fn exit(self) -> JsValue {
        let exit = ClientMessage::Exit(Exit {
            client_key: key::client_key(),
        });
        let secret = self.read(|inner| told(&inner.kept));
        // A chat that is taken off its page only stops: its conversation goes on elsewhere.
        let is_hurry = self.host().is_hurry();
        if let (true, Some(link), Some(_)) = (is_hurry, self.link(), &secret) {
            // By the link as well, where it stands behind what opens the conversation: a request
            // of its own could be there before that.
            link.signal(&exit);
        }
        self.note(|inner| {
            inner.has_left = true;
            inner.forget_all();
        });
        self.stands_empty();
        match secret {
            Some(secret) => {
                let body = visitor::client_message(&exit).written();
                js_sys::Array::of2(&secret.0.into(), &body.into()).into()
            }
            None => JsValue::UNDEFINED,
        }
    }

    /// Draws the start, with nothing in it.
    pub(super) fn stands_empty(self) {
        self.draft.notify();
        self.show(|shown| {
            *shown = Shown {
                screen: shown.screen,
                told: shown.told,
                ..Shown::at_first()
            };
        });
        self.draw();
    }
}

impl Inner {
    /// Lets go of all that the resident has said, read or written, and of the link. What the tab
    /// keeps stays as it is.
    pub(super) fn forget_all(&mut self) {
        self.link = None;
        self.is_welcomed = false;
        self.conversation = Conversation::default();
        self.form = Form::default();
        self.unread = 0;
        self.until_ms = None;
        self.ends_at_ms = None;
        self.ticks = None;
        self.place_rests = None;
        self.goes = None;
        self.prints = None;
        self.saves = None;
        self.hetu.0.clear();
        self.identity = Default::default();
        let open = self.kept.open;
        self.kept = Kept {
            open,
            ..Kept::default()
        };
    }
}

/// Whose exit the relay is to be told of, if it may know of the session: with what opens its
/// conversation not sent yet, it does not.
fn told(kept: &Kept) -> Option<Secret> {
    let is_unsent = kept.outbox.entries().iter().any(|entry| {
        let opens = matches!(
            entry.message,
            ClientMessage::Open(_)
                | ClientMessage::Leave(_)
                | ClientMessage::Redeem(_)
                | ClientMessage::Reopen(_)
        );
        opens && entry.progress == Progress::Queued
    });
    let secret = kept.secret.clone();
    secret.filter(|_| kept.state.is_some() || !is_unsent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use juttu_shared::id::ClientKey;
    use juttu_shared::rules::state::State;
    use juttu_shared::wire::v1::visitor::Open;

    fn key(name: &str) -> ClientKey {
        ClientKey(name.into())
    }

    fn with_session() -> Kept {
        Kept {
            secret: Some(Secret("s".into())),
            ..Kept::default()
        }
    }

    fn opening() -> Kept {
        let mut kept = with_session();
        let open = ClientMessage::Open(Open {
            client_key: key("o"),
            language: "fi".into(),
            text: "Hei".into(),
            topic: None,
            concerns: None,
            area: None,
        });
        kept.outbox.push(key("o"), open);
        kept
    }

    #[test]
    fn nothing_is_told_of_one_who_never_began() {
        assert_eq!(told(&Kept::default()), None);
        assert_eq!(told(&opening()), None, "the first message is here");
    }

    #[test]
    fn one_who_may_be_known_is_told_of() {
        let told_of = Some(Secret("s".into()));
        for state in State::ALL {
            let mut kept = with_session();
            kept.state = Some(state);
            assert_eq!(told(&kept), told_of);
        }
        let mut on_its_way = opening();
        on_its_way.outbox.take_queued();
        assert_eq!(told(&on_its_way), told_of);
        let mut known = opening();
        known.state = Some(State::Waiting);
        assert_eq!(told(&known), told_of);
    }
}
