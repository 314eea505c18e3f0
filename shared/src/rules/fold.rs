//! How events fold into what a screen knows, in the widget, the desk and the relay alike.

use super::state::State;
use crate::wire::v1::event::Kind;

/// The state after an event.
pub fn state_after(state: State, kind: &Kind) -> State {
    match kind {
        Kind::Opened(_) => State::Waiting,
        Kind::Joined(_) => State::Active,
        Kind::Requeued(_) => State::Waiting,
        Kind::Left(_) => State::Left,
        Kind::Transferred(transferred) => match (&transferred.service, transferred.left) {
            (Some(_), true) => State::Left,
            (Some(_), false) => State::Waiting,
            (None, _) => state,
        },
        Kind::Closed(_) => State::Closed,
        Kind::Exited(exited) if exited.stays => state,
        Kind::Exited(_) => State::Closed,
        Kind::Posted(_)
        | Kind::Departed(_)
        | Kind::Rated(_)
        | Kind::Redacted(_)
        | Kind::IdentificationRequested(_)
        | Kind::IdentificationCompleted(_)
        | Kind::IdentificationDeclined(_)
        | Kind::IdentificationFailed(_)
        | Kind::IdentityForgotten(_)
        | Kind::CodeMade(_)
        | Kind::Unknown => state,
    }
}

/// What a client does with an event it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The next one: take it.
    Next,
    /// Had already: drop it.
    Had,
    /// Something between is missing: drop it and resume from the last one had.
    Gap,
}

/// Where an event of number `seq` stands for a client that has everything up to `last_seq`.
pub fn order(last_seq: u64, seq: u64) -> Order {
    if seq <= last_seq {
        Order::Had
    } else if seq - last_seq == 1 {
        Order::Next
    } else {
        Order::Gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ServiceId;
    use crate::wire::v1::event::{
        Closed, Exited, Helped, Joined, Opened, Posted, Rated, Transferred,
    };

    #[test]
    fn a_conversation_goes_from_the_queue_to_its_end() {
        let events = [
            (
                Kind::Opened(Opened {
                    language: "fi".into(),
                    topic: None,
                    concerns: None,
                    area: None,
                }),
                State::Waiting,
            ),
            (Kind::Posted(Posted { text: "Hei".into() }), State::Waiting),
            (
                Kind::Joined(Joined {
                    name: "Maria".into(),
                }),
                State::Active,
            ),
            (Kind::Unknown, State::Active),
            (Kind::Closed(Closed {}), State::Closed),
            (
                Kind::Rated(Rated {
                    helped: Helped::Yes,
                }),
                State::Closed,
            ),
        ];
        let mut state = State::Waiting;
        for (kind, expected) in events {
            state = state_after(state, &kind);
            assert_eq!(state, expected, "{kind:?}");
        }
    }

    #[test]
    fn a_hurried_exit_ends_what_is_live_and_leaves_a_request_as_it_is() {
        let exited = |stays| Kind::Exited(Exited { stays });
        for state in [State::Waiting, State::Active] {
            assert_eq!(state_after(state, &exited(false)), State::Closed);
        }
        for state in [State::Left, State::Active] {
            assert_eq!(state_after(state, &exited(true)), state);
        }
    }

    #[test]
    fn what_is_handed_to_a_queue_waits_and_what_is_handed_to_a_colleague_goes_on() {
        let transferred = |service: Option<&str>, left| {
            Kind::Transferred(Transferred {
                service: service.map(|id| ServiceId(id.into())),
                agent: None,
                name: "Perhekeskus".into(),
                left,
                answer_by: None,
            })
        };
        let after = |kind| state_after(State::Active, &kind);
        assert_eq!(
            after(transferred(Some("perhekeskus"), false)),
            State::Waiting
        );
        assert_eq!(after(transferred(Some("perhekeskus"), true)), State::Left);
        assert_eq!(after(transferred(None, false)), State::Active);
    }

    #[test]
    fn only_the_next_event_is_taken() {
        assert_eq!(order(0, 1), Order::Next);
        assert_eq!(order(7, 8), Order::Next);
        assert_eq!(order(7, 7), Order::Had);
        assert_eq!(order(7, 1), Order::Had);
        assert_eq!(order(7, 9), Order::Gap);
        assert_eq!(order(u64::MAX, u64::MAX), Order::Had);
    }
}
