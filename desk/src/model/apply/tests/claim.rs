//! Claiming: what comes to the screen, who was first, and what is sent again.

use super::*;

#[test]
fn whoever_claims_has_the_conversation_on_screen() {
    let mut model = desk(vec![waiting(A, 1)], Vec::new());
    let effects = model.claim(A, claim_key());
    assert_eq!(commands(&effects).len(), 1);
    assert!(model.is_claiming(A));
    assert_eq!(model.claim(A, key(2)), [], "a second press does nothing");
    apply(&mut model, ServerMessage::Presence(presence(true, 1)));
    let effects = apply(&mut model, ServerMessage::Mine(mine(A)));
    assert_eq!(effects, [Effect::FocusConversation]);
    assert_eq!((model.open, &model.notice), (Some(A), &None));
    assert!(model.waiting.is_empty() && !model.is_claiming(A));
    let conversation = model.conversation(A).unwrap();
    assert_eq!(
        (conversation.unread(), conversation.fresh_after_seq),
        (0, None)
    );
}

#[test]
fn a_claim_in_another_tab_does_not_change_the_screen() {
    let mut model = desk(vec![waiting(B, 1)], vec![mine(A)]);
    model.open(A);
    assert_eq!(apply(&mut model, ServerMessage::Mine(mine(B))), []);
    assert_eq!(model.open, Some(A));
    assert_eq!(
        model.conversation(B).unwrap().unread(),
        0,
        "joined after it"
    );
}

#[test]
fn that_someone_else_was_first_is_said() {
    let mut model = desk(vec![waiting(A, 1)], Vec::new());
    model.claim(A, claim_key());
    apply(&mut model, not_waiting(A));
    apply(&mut model, refused(100, Refusal::AlreadyClaimed));
    let notice = Notice::ClaimRefused {
        reference: 211,
        code: Refusal::AlreadyClaimed,
    };
    assert_eq!(model.notice, Some(notice));
    assert!(!model.is_claiming(A) && model.mine.is_empty() && model.open.is_none());
}

#[test]
fn an_unanswered_claim_is_sent_again_with_the_same_key() {
    let mut model = desk(vec![waiting(A, 1)], Vec::new());
    let first = model.claim(A, claim_key());
    let again = apply(&mut model, welcome(vec![waiting(A, 1)], Vec::new()));
    assert_eq!(first, again);
    let settled = apply(&mut model, welcome(Vec::new(), vec![mine(A)]));
    assert_eq!(commands(&settled), []);
    assert!(!model.is_claiming(A));
    assert_eq!(model.open, Some(A), "it is what was asked for");
}
