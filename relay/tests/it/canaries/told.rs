//! What staff and residents are told by mail and webhook, while all of that goes on.

use juttu_shared::id::ConversationId;
use juttu_shared::wire::v1::visitor::Leave;

use super::{AGENTS_WORDS, EMAIL, LEFT_WORDS, RESIDENTS_WORDS, search};
use crate::harness::{Agent, SERVICE, Visitor, leave, transfer};
use crate::notify::office::Office;

const KINDS: &str = "request_left, resident_wrote";

/// A team that is told by mail, and a channel that is told by webhook.
pub(super) async fn office() -> Office {
    let office = Office::new().await;
    office.team(KINDS).channel(KINDS, "standard")
}

/// A request with an address, so that its resident is told of an answer.
pub(super) fn request() -> Leave {
    Leave {
        email: Some(EMAIL.to_owned()),
        ..leave(Some(LEFT_WORDS))
    }
}

/// Waits until staff were told so often, each way. What is done before they are told is told to nobody.
pub(super) async fn staff(office: &Office, number: usize) {
    office.smtp.has(number).await;
    office.hook.has(number).await;
}

/// The request of one who is identified waits for somebody else; the resident writes more, goes, and is
/// answered.
pub(super) async fn waits_for_an_answer(
    office: &Office,
    agent: &mut Agent,
    mut visitor: Visitor,
    conversation: ConversationId,
) {
    let back = transfer(conversation, SERVICE, None);
    agent.command(&back).await.unwrap();
    staff(office, 2).await;
    visitor.post(RESIDENTS_WORDS).await;
    staff(office, 3).await;
    drop(visitor);
    agent.claim(conversation).await.unwrap();
    agent.post(conversation, AGENTS_WORDS).await;
}

/// Everybody has been told what there was to tell, and of none of the canaries; the resident's address
/// stands on the resident's own letter alone.
pub(super) async fn search_all(office: &Office, canaries: &[&str]) {
    // Of two requests, one of which was given on and written more in; and of its answer.
    let letters = office.smtp.has(5).await;
    let calls = office.hook.has(4).await;
    let (own, staffs): (Vec<_>, Vec<_>) = letters
        .into_iter()
        .partition(|letter| letter.envelope.1 == [EMAIL]);
    assert_eq!(own.len(), 1);
    let besides: Vec<_> = canaries.iter().copied().filter(|it| *it != EMAIL).collect();
    for (letters, canaries) in [(own, besides.as_slice()), (staffs, canaries)] {
        for letter in letters {
            let said = format!("{:?}{}{}", letter.headers, letter.body, letter.whole);
            search("a letter", said.as_bytes(), canaries, "chat");
        }
    }
    for call in calls {
        let said = format!("{}{:?}{}", call.path, call.headers, call.body);
        search("a webhook", said.as_bytes(), canaries, "notice.");
    }
}
