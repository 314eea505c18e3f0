//! What the log has of one person.

use rusqlite::Connection;

use super::{COLUMNS, row};
use crate::seal::SecretHash;
use crate::store::audit::AuditRow;

/// The rows with that keyed hash; and of the same conversations those from before anybody was
/// identified in them, unless another person was identified there too: then nobody can say whose view
/// it was.
pub(super) fn rows(connection: &Connection, person: SecretHash) -> rusqlite::Result<Vec<AuditRow>> {
    connection
        .prepare_cached(&format!(
            "select {COLUMNS} from audit where person_hash = ?1
             union all
             select {COLUMNS} from audit where person_hash is null and conversation_id in
               (select conversation_id from audit as own where own.person_hash = ?1
                  and not exists (select 1 from audit as other
                                  where other.conversation_id = own.conversation_id
                                    and other.person_hash <> ?1))
             order by 1"
        ))?
        .query_map([person.0], row)?
        .collect()
}
