//! Saying whether it helped.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Helped, Kind, Rated};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Says whether it helped. Of several the last one counts. It tells no staff by any notice, and is
/// kept as an event, sealed like any other: the content-free fact for the figures is made from it
/// when there are figures.
pub struct Rate {
    /// The command's key.
    pub client_key: ClientKey,
    /// Whether it helped.
    pub helped: Helped,
}

impl Command for Rate {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Rate {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        Giver::Visitor.may(Act::Rate, head, now_ms)?;
        let rated = New {
            from: Giver::Visitor.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Rated(Rated {
                helped: self.helped,
            }),
        };
        Ok(Change {
            events: vec![rated],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Visitor.may_repeat(Self::LOG, head, by, now_ms)
    }
}
