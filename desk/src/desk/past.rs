//! The verbs of the page of earlier conversations, and of the audit log.

use juttu_client::key::client_key;
use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::desk::AuditLine;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::browser::clock::local_time;
use crate::browser::http::Trouble;
use crate::browser::pages;
use crate::model::Model;

/// The audit log, as far as it was fetched.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Audit {
    /// The rows, newest first.
    pub(crate) rows: Vec<AuditLine>,
    /// Whether there are older ones.
    pub(crate) more: bool,
    /// Whether the newest month is as it was written.
    pub(crate) holds: Option<bool>,
    /// Whether an answer has come.
    pub(crate) is_answered: bool,
    /// Why it could not be fetched.
    pub(crate) trouble: Option<Trouble>,
}

impl Desk {
    /// Looks for conversations: of a service, or one's own; of one number, or all.
    pub(crate) fn find(self, service: Option<ServiceId>, number: Option<u64>) {
        self.change(|model| model.find(service, number, client_key()));
    }

    /// Looks for older ones.
    pub(crate) fn find_older(self) {
        self.change(|model| model.find_older(client_key()));
    }

    /// Opens one that was found, or asks why first.
    pub(crate) fn look_up(self, id: ConversationId) {
        self.change(|model| model.look(id, client_key()));
    }

    /// Writes down why.
    pub(crate) fn write_why(self, text: String) {
        self.change(|model| {
            model.write_why(text);
            Vec::new()
        });
    }

    /// Opens the one that a reason was asked for. Whether the reason was fit to send.
    pub(crate) fn look_because(self) -> bool {
        self.change(|model| model.look_because(client_key()));
        self.model.with_untracked(Model::is_looking)
    }

    /// Lets go of what was read, or was about to be.
    pub(crate) fn put_down(self) {
        self.change(|model| {
            model.put_down();
            Vec::new()
        });
    }

    /// Lets go of everything that was found.
    pub(crate) fn leave_past(self) {
        self.change(|model| {
            model.leave_past();
            Vec::new()
        });
    }

    /// A day and a time, in words.
    pub(crate) fn day_and_time(self, at_ms: i64) -> String {
        let at = local_time(at_ms);
        at.map_or_else(String::new, |at| self.words(|words| words.when(at)))
    }

    /// The audit log, as far as it was fetched.
    pub(crate) fn audit(self) -> RwSignal<Audit> {
        self.pages.audit
    }

    /// Fetches the audit log: its newest rows, or those before the last one that is here.
    pub(crate) fn fetch_audit(self, is_older: bool) {
        let before = self
            .pages
            .audit
            .with_untracked(|audit| Some(audit.rows.last()?.id));
        let before = before.filter(|_| is_older);
        spawn_local(async move {
            let answer = pages::audit(before).await;
            if let Err(Trouble::Refused(Refusal::SignedOut)) = answer {
                self.sign_in_ended();
                return;
            }
            self.pages.audit.update(|audit| match answer {
                Ok(page) => {
                    // Two presses are answered twice: a row that is here already stays one.
                    let last = audit.rows.last().map(|row| row.id).filter(|_| is_older);
                    if last.is_none() {
                        audit.rows.clear();
                    }
                    let older = |row: &AuditLine| last.is_none_or(|last| row.id < last);
                    audit.rows.extend(page.rows.into_iter().filter(older));
                    audit.more = page.more;
                    audit.holds = page.holds.or(audit.holds);
                    audit.is_answered = true;
                    audit.trouble = None;
                }
                Err(trouble) => audit.trouble = Some(trouble),
            });
        });
    }
}
