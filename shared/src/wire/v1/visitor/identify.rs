//! Identifying, and coming back later: the bodies, both ways.

use serde::{Deserialize, Serialize};

use crate::id::{ClientKey, ConversationId, PickUpCode, ResultCode};
use crate::rules::state::State;

/// Body of `identify`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// Names the command; in its answer.
    pub client_key: ClientKey,
    /// The request that is answered, by the number of its event; none when the resident begins it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<u64>,
    /// Which provider, by its id among the service's; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The language of the screen: `fi`, `sv` or `en`.
    pub language: String,
    /// The address of the page that carries the chat, at most [`crate::limits::RETURN_CHARS`]: where
    /// the browser comes back to. Its fragment is dropped.
    pub return_to: String,
}

/// Body of `decline`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// Names the command; on the `identification_declined` event.
    pub client_key: ClientKey,
    /// The request, by the number of its event.
    pub request: u64,
}

/// Body of `prove`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prove {
    /// Names the command; on the `identification_completed` event, and in the answer.
    pub client_key: ClientKey,
    /// What stood in the fragment.
    pub result: ResultCode,
}

/// Body of `POST /api/v1/ident/stray`: a result came back to a page that has no session, which burns it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stray {
    /// What stood in the fragment.
    pub result: ResultCode,
}

/// Body of `reopen`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// Names the command; in a refusal.
    pub client_key: ClientKey,
    /// Which conversation.
    pub conversation: ConversationId,
}

/// Body of `keep`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Names the command; on the `code_made` event.
    pub client_key: ClientKey,
    /// The code that will open the conversation, made in the widget and kept there until the answer to
    /// this command has come.
    pub code: PickUpCode,
}

/// Body of `ticket`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The command's key.
    pub client_key: ClientKey,
    /// The relay's page to go on to, at the top of this tab, within [`crate::limits::TICKET_MS`], by a
    /// link that tells the page's origin (`referrerpolicy="origin"`) and nothing more. It works once.
    pub url: String,
}

/// Says nothing of the address, which holds the ticket, so that no log can.
impl core::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Ticket(…)")
    }
}

/// Body of `proved`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proved {
    /// The command's key.
    pub client_key: ClientKey,
    /// The same person's identified conversations of this service that are kept, newest first, at most
    /// [`crate::limits::FOUND_ROWS`]: the session's own is not among them. Empty when the provider
    /// gives nothing to know a person by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conversations: Vec<Kept>,
    /// Whether this person is known again: then what they are identified in is opened by identifying
    /// once more. If not, it is read with this session alone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub known_again: bool,
}

/// An identified conversation that may be reopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The conversation.
    pub conversation: ConversationId,
    /// A short number to say aloud.
    pub reference: u64,
    /// Its state.
    pub state: State,
    /// When it was opened, in the service's own time, in words: `ma 4.1. klo 9.15`.
    pub opened: String,
    /// Whether an agent has written since the resident last did.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub answered: bool,
}
