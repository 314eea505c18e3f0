//! Who somebody is stays nowhere: not in what is kept, nor on the screen after the conversation.

use super::*;

#[test]
fn who_somebody_is_is_never_kept() {
    let mut model = opened();
    let text = |model: &Model| juttu_client::json::to_text(&model.to_keep());
    for secret in ["Aino", "Mallikas", "010170", "Testipankki"] {
        assert!(!text(&model).contains(secret), "{secret}");
        assert!(
            !format!("{model:?}").contains(secret),
            "{secret} in a trace"
        );
    }
    model.shut_identities();
    model.open_identity(A, FIRST, Opens::Person, key(3));
    assert!(
        !text(&model).contains("open_identity"),
        "nor asked for again"
    );
    assert_eq!(model.outbox.entries().len(), 1, "though it is on its way");
}

#[test]
fn who_somebody_is_goes_with_the_conversation() {
    let shut = |change: fn(&mut Model), why: &str| {
        let mut model = opened();
        change(&mut model);
        assert_eq!(shows(&model), (false, false), "{why}");
    };
    shut(|model| drop(model.open(B)), "another conversation");
    shut(Model::sign_in_ended, "the sign-in has ended");
    shut(Model::shut_identities, "the page is another");
    shut(
        Model::shut_own_identities,
        "the page is that of earlier ones",
    );
    shut(
        |model| {
            apply(model, ServerMessage::Event(closed(A, 5, RESIDENT)));
        },
        "it has ended",
    );
    shut(
        |model| {
            apply(model, welcome(Vec::new(), vec![mine(B)]));
        },
        "it is no longer one's own",
    );
    shut(
        |model| {
            happens(model, 5, Author::Agent(MARIA), forgotten(FIRST));
        },
        "it was forgotten",
    );
    shut(
        |model| {
            let another = event(
                A,
                1,
                RESIDENT,
                Kind::Closed(juttu_shared::wire::v1::event::Closed {}),
            );
            let mut told = mine(A);
            told.events = vec![another];
            told.state = State::Active;
            apply(model, welcome(Vec::new(), vec![told, mine(B)]));
        },
        "the relay knows another past",
    );
}

#[test]
fn what_comes_too_late_is_let_go() {
    for leave in [
        |model: &mut Model| drop(model.open(B)),
        |model: &mut Model| model.shut_identities(),
        |model: &mut Model| {
            apply(model, ServerMessage::Event(closed(A, 5, RESIDENT)));
        },
    ] {
        let mut model = identifying(vec![completed(FIRST)]);
        model.open_identity(A, FIRST, Opens::Person, key(1));
        leave(&mut model);
        assert_eq!(apply(&mut model, person(1, FIRST)), []);
        assert_eq!(shows(&model), (false, false));
    }
}
