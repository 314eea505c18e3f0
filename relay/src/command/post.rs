//! Saying something.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Kind, Posted};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Says something to the other side.
pub struct Post {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// The text, cleaned.
    pub text: String,
}

impl Command for Post {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Post {
    fn decide(&self, head: &Head) -> Result<Change, Refusal> {
        self.by.may(Act::Post, head)?;
        let posted = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Posted(Posted {
                text: self.text.clone(),
            }),
        };
        Ok(Change {
            events: vec![posted],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head)
    }
}
