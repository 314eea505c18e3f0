//! What the log has of one person.

use rusqlite::Connection;

use super::{COLUMNS, row};
use crate::seal::SecretHash;
use crate::store::audit::AuditRow;

/// The rows with that keyed hash; and of the same conversations those of nobody from before the first of
/// them, unless another person was identified there too: then nobody can say whose view it was. Those
/// of nobody from after it are of a conversation in which the person was forgotten.
pub(super) fn rows(connection: &Connection, person: SecretHash) -> rusqlite::Result<Vec<AuditRow>> {
    connection
        .prepare_cached(&format!(
            "with own as (select conversation_id, min(audit_id) as first_id from audit
                          where person_hash = ?1 group by conversation_id)
             select {COLUMNS} from audit where person_hash = ?1
             union all
             select {COLUMNS} from own join audit using (conversation_id)
             where person_hash is null and audit_id < first_id
               and not exists (select 1 from audit as other
                               where other.conversation_id = own.conversation_id
                                 and other.person_hash <> ?1)
             order by 1"
        ))?
        .query_map([person.0], row)?
        .collect()
}
