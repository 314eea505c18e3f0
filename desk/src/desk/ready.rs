//! Canned replies: fetched once somebody is signed in, looked up as one writes.

use juttu_shared::id::ConversationId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::browser::http;
use crate::model::Lane;
use crate::model::replies::{For, Offer, find};
use crate::words::Words;

impl Desk {
    /// Fetches the canned replies of the agent's services.
    pub(super) fn fetch_replies(self) {
        spawn_local(async move {
            if let Ok(fetched) = http::replies().await {
                self.replies.set(fetched.replies);
            }
        });
    }

    /// The replies that are meant by a few letters, for a conversation: in the end form those that
    /// are said last, else the others.
    pub(crate) fn find_replies(self, id: ConversationId, lane: Lane, sought: &str) -> Vec<Offer> {
        let desk_language = self.words(Words::language).tag();
        self.replies.with(|replies| {
            self.model.with_untracked(|model| {
                let Some(conversation) = model.conversation(id) else {
                    return Vec::new();
                };
                let whose = For {
                    service: &conversation.service,
                    language: conversation.language().unwrap_or(desk_language),
                    desk_language,
                    ending: lane == Lane::Agreed,
                    agent: model.me.as_ref().map_or("", |me| me.name.as_str()),
                    reference: conversation.reference,
                };
                find(replies, whose, sought)
            })
        })
    }
}
