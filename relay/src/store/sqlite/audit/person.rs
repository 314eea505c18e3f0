//! What the log has of one person, and that it was reported.

use juttu_shared::rules::state::Role;
use rusqlite::Connection;

use super::super::Fault;
use super::super::writer::Write;
use super::chain::{self, NONE, New};
use super::{COLUMNS, row};
use crate::seal::SecretHash;
use crate::store::audit::{AuditRow, Reporting, What};

impl Write<'_> {
    /// Writes that a report is made, and then reads what it says: itself not.
    pub(super) fn report(&self, reporting: &Reporting) -> Result<Vec<AuditRow>, Fault> {
        let found = rows(self.tx, reporting.person)?;
        let is_known = !found.is_empty();
        let (agent, conversation) = NONE;
        let row = New {
            at_ms: reporting.now_ms,
            agent,
            name: Some(&reporting.by),
            role: Some(Role::Administrator),
            conversation,
            what: What::Reported.name(),
            why: None,
            to: None,
            success: is_known,
            // Of whom the log knows nothing it is to know nothing afterwards.
            person: is_known.then(|| reporting.person.0.to_vec()),
        };
        chain::add(self.tx, row)?;
        Ok(found)
    }
}

/// The rows with that keyed hash; and of the same conversations those of nobody from before the first of
/// them, unless another person was identified there too: then nobody can say whose view it was. Those
/// of nobody from after it are of a conversation in which the person was forgotten, and reports are of none (0).
fn rows(connection: &Connection, person: SecretHash) -> rusqlite::Result<Vec<AuditRow>> {
    connection
        .prepare_cached(&format!(
            "with own as (select conversation_id, min(audit_id) as first_id from audit
                          where person_hash = ?1 group by conversation_id)
             select {COLUMNS} from audit where person_hash = ?1
             union all
             select {COLUMNS} from own join audit using (conversation_id)
             where person_hash is null and audit_id < first_id and conversation_id <> 0
               and not exists (select 1 from audit as other
                               where other.conversation_id = own.conversation_id
                                 and other.person_hash <> ?1)
             order by 1"
        ))?
        .query_map([person.0], row)?
        .collect()
}
