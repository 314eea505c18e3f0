//! Events: numbered facts in a conversation, and the envelope they travel in.

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::id::{AgentId, ClientKey, ConversationId, ServiceId};
use crate::rules::date::LocalTime;

mod choices;
mod identification;

pub use choices::{Concerns, Helped};
pub use identification::{
    CodeMade, FailureCause, IdentificationCompleted, IdentificationDeclined, IdentificationFailed,
    IdentificationRequested, IdentityDiffers, IdentityForgotten, Level,
};

/// An event on its way: where it belongs, its number, when it happened and what happened.
///
/// Events of a conversation are numbered from 1 without gaps, and everyone sees them in that
/// order. The staff log has numbers of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope<K> {
    /// The conversation.
    pub conversation: ConversationId,
    /// The number within the conversation's log.
    pub seq: u64,
    /// When the relay stored it, in milliseconds since 1970 UTC. Never before the previous event.
    pub at_ms: i64,
    /// Who did it.
    pub from: Author,
    /// The key of the command that made it: how the sender knows its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_key: Option<ClientKey>,
    /// What happened.
    pub kind: K,
}

/// An event of the conversation's log, seen by the visitor and by its agents.
pub type Event = Envelope<Kind>;

/// An event of the staff log, seen by agents alone.
pub type StaffEvent = Envelope<StaffKind>;

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The resident.
    Visitor,
    /// An agent; the name is in the `joined` event of the same agent.
    Agent(AgentId),
    /// The relay itself, for example when a time ran out.
    Relay,
}

/// Defines an enum of kinds whose unknown kinds are read as `Unknown` instead of failing: a client
/// that meets one skips it and still moves its `seq`.
macro_rules! kinds {
    (
        $(#[$doc:meta])* $name:ident;
        $($(#[$kind_doc:meta])* $kind:ident($body:ident) = $tag:literal,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub enum $name {
            $($(#[$kind_doc])* #[serde(rename = $tag)] $kind($body),)*
            /// A kind of a later relay. Never sent.
            #[serde(skip_serializing)]
            Unknown,
        }

        impl $name {
            /// The kind's name on the wire and in the store.
            pub fn tag(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $tag,)*
                    Self::Unknown => "unknown",
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Kinds;
                impl<'de> Visitor<'de> for Kinds {
                    type Value = $name;
                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str("a kind and its body")
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut kind = $name::Unknown;
                        while let Some(tag) = map.next_key::<String>()? {
                            match tag.as_str() {
                                $($tag => kind = $name::$kind(map.next_value()?),)*
                                _ => {
                                    map.next_value::<IgnoredAny>()?;
                                }
                            }
                        }
                        Ok(kind)
                    }
                    fn visit_str<E>(self, _: &str) -> Result<$name, E> {
                        Ok($name::Unknown)
                    }
                }
                deserializer.deserialize_any(Kinds)
            }
        }
    };
}

kinds! {
    /// What happened in a conversation. On the wire `{"posted":{"text":"…"}}`.
    Kind;
    /// The conversation was opened: always the first event.
    Opened(Opened) = "opened",
    /// A message.
    Posted(Posted) = "posted",
    /// An agent took part from here on.
    Joined(Joined) = "joined",
    /// An agent no longer takes part. Says nothing of the state: what follows it does.
    Departed(Departed) = "departed",
    /// The conversation went back to the front of its queue.
    Requeued(Requeued) = "requeued",
    /// The conversation was handed on, to a colleague or to the queue of a service.
    Transferred(Transferred) = "transferred",
    /// The conversation was left for an answer later: it is a contact request from here on.
    Left(Left) = "left",
    /// The conversation ended.
    Closed(Closed) = "closed",
    /// The resident left the page in a hurry: nobody calls, and nothing is left in the tab. Ends a
    /// live conversation; a contact request, and what has ended, stays as it is.
    Exited(Exited) = "exited",
    /// The resident said whether it helped. Of several the last one counts.
    Rated(Rated) = "rated",
    /// With a number: the event of that number was emptied just now, and every screen drops its
    /// text. Without one: this is what is left of an event that was emptied.
    Redacted(Redacted) = "redacted",
    /// An agent asks the resident to identify strongly. The number of this event names the request;
    /// it stays open until it is answered, another is made, or the conversation ends.
    IdentificationRequested(IdentificationRequested) = "identification_requested",
    /// The resident identified. Every other session of the conversation ended and its pick-up code
    /// died by this: from now on it is reopened by identifying as the same person.
    IdentificationCompleted(IdentificationCompleted) = "identification_completed",
    /// The resident does not want to. The conversation goes on as it is.
    IdentificationDeclined(IdentificationDeclined) = "identification_declined",
    /// An attempt came to nothing. The request stays open, and may be tried again.
    IdentificationFailed(IdentificationFailed) = "identification_failed",
    /// Who the resident is was forgotten: the matter did not need it. The conversation is anonymous
    /// again, and its present session may give it a pick-up code.
    IdentityForgotten(IdentityForgotten) = "identity_forgotten",
    /// The conversation has a pick-up code from now on.
    CodeMade(CodeMade) = "code_made",
}

kinds! {
    /// What happened among staff. Never sent to a visitor.
    StaffKind;
    /// A note, for staff only; of one who is consulted, the answer.
    Noted(Posted) = "noted",
    /// A colleague was asked.
    Consulted(Consulted) = "consulted",
    /// What whoever hands the conversation on says to the next one.
    HandedOver(Posted) = "handed_over",
    /// One who was consulted no longer is.
    Departed(Departed) = "departed",
    /// The resident's network was kept from opening conversations, or was let again.
    Blocked(Blocked) = "blocked",
    /// The resident identified a second time, as another person. Nothing was overwritten: the first
    /// identity stays the conversation's.
    IdentityDiffers(IdentityDiffers) = "identity_differs",
    /// How the conversation ended, for the figures.
    Concluded(Concluded) = "concluded",
    /// With a number: the event of that number was emptied just now, and every screen drops its
    /// text. Without one: this is what is left of an event that was emptied.
    Redacted(Redacted) = "redacted",
}

/// Body of `opened`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The language the resident uses: `fi`, `sv` or `en`.
    pub language: String,
    /// The topic that the resident chose, by its id in the service's configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Whose matter it is, when the resident said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerns: Option<Concerns>,
    /// The area that the resident chose, by its key in the telephone's menu of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<u32>,
}

/// Body of `posted` and `noted`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Posted {
    /// The text, cleaned (see [`crate::rules::text`]).
    pub text: String,
}

/// Body of `joined`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// The agent's name as the service shows it.
    pub name: String,
}

/// Body of `departed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Departed {
    /// Who.
    pub agent: AgentId,
}

/// Body of `requeued`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requeued {}

/// Body of `transferred`: either a service or a colleague.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transferred {
    /// The service to whose queue it was handed; none when it was handed to a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
    /// The colleague it was handed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// The name of the service in the resident's language, or that of the colleague.
    pub name: String,
    /// Whether it waits there as a contact request; else it waits live.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub left: bool,
    /// By when the service means to answer what is left, in its own time: as it was promised before,
    /// or else as this service promises; none when nothing is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<LocalTime>,
}

/// Body of `left`. Contact details are never in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// Why it was left.
    pub cause: LeftCause,
    /// By when the service means to answer, in its own time; none when it has promised nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<LocalTime>,
}

/// Why a conversation was left for later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftCause {
    /// The resident chose to leave a message.
    Chosen,
    /// The resident was away from the queue for too long.
    Away,
    /// The service closed, and the grace for those who waited was over.
    ClosingTime,
    /// The resident wrote again: after the end, with a code, or after an answer whose agent has
    /// gone.
    WroteAgain,
    /// The last agent of a contact request vanished.
    AgentGone,
    /// The agent promised an answer later.
    Promised,
    /// A cause of a later relay.
    #[serde(other)]
    Other,
}

/// Body of `closed`: the envelope says who did it. The relay does when neither side has said
/// anything for too long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closed {}

/// Body of `exited`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exited {
    /// Whether the conversation stays as it is: a contact request, or one that has ended.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub stays: bool,
}

/// Body of `rated`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rated {
    /// Whether the resident got help.
    pub helped: Helped,
}

/// Body of `redacted`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Redacted {
    /// The number of the event that was emptied, in the same log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
}

/// Body of `consulted`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consulted {
    /// Who was asked.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// What, cleaned.
    pub text: String,
}

/// Body of `blocked`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Blocked {
    /// Until when, in milliseconds since 1970 UTC; none when it was lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
}

/// Body of `concluded`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Concluded {
    /// The outcome.
    pub outcome: Outcome,
    /// What the matter was about, by the id of a topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
}

/// What became of the matter, in the agent's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Solved in guidance.
    Solved,
    /// Directed to social care.
    DirectedToSocialCare,
    /// Directed to another service.
    DirectedElsewhere,
    /// The resident left, or did not answer.
    Unfinished,
    /// An outcome of a later relay.
    #[serde(other)]
    Other,
}
