//! The audit log: writing rows before what they tell of is shown, and reading them.

mod chain;
mod person;
mod purge;
mod seen;
mod verify;

use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::AuditLine;
use rusqlite::{Connection, Row, params};

use super::Sqlite;
use crate::seal::SecretHash;
use crate::store::audit::{
    Audit, AuditRow, May, MayLook, OpeningIdentity, Purging, Reporting, Scope, Verdict, Viewing,
    chain as links,
};
use crate::store::identities::Opened;
use crate::store::{Answer, ContactDetails, Head};

pub(super) use chain::bring_along;

impl Audit for Sqlite {
    fn open_contact(&self, viewing: Viewing, may: May) -> Answer<Option<ContactDetails>> {
        self.writer
            .run(move |write| write.open_contact(&viewing, &may))
    }

    fn look(&self, viewing: Viewing, may: MayLook) -> Answer<Arc<Head>> {
        self.writer.run(move |write| write.look(&viewing, &may))
    }

    fn has_viewed(
        &self,
        agent: AgentId,
        conversation: ConversationId,
        since_ms: i64,
    ) -> Answer<bool> {
        self.read(move |connection| seen::has_viewed(connection, agent, conversation, since_ms))
    }

    fn view(&self, viewing: Viewing, may: May) -> Answer<()> {
        self.writer.run(move |write| write.view(&viewing, &may))
    }

    fn open_identity(&self, opening: OpeningIdentity, may: MayLook) -> Answer<Opened> {
        let opened = self
            .writer
            .run(move |write| write.open_identity(&opening, &may));
        // That it was refused is written down too: so to the writer it is done.
        Box::pin(async move { opened.await? })
    }

    fn audit_rows(&self, most: u32) -> Answer<Vec<AuditRow>> {
        self.read(move |connection| {
            connection
                .prepare_cached(&format!(
                    "select {COLUMNS} from audit order by audit_id desc limit ?1"
                ))?
                .query_map([most], row)?
                .collect()
        })
    }

    fn audit_lines(&self, before: Option<u64>, most: u32) -> Answer<Vec<AuditLine>> {
        self.read(move |connection| lines(connection, before, most))
    }

    fn report(&self, reporting: Reporting) -> Answer<Vec<AuditRow>> {
        self.writer.run(move |write| write.report(&reporting))
    }

    fn audit_heads(&self) -> Answer<Vec<links::Head>> {
        self.read(chain::heads)
    }

    fn verify_audit(&self, scope: Scope, heads: Vec<links::Head>) -> Answer<Verdict> {
        self.read(move |connection| verify::verify(connection, scope, &heads))
    }

    fn purge_audit(&self, purging: Purging) -> Answer<Option<links::Head>> {
        self.writer.run(move |write| purge::oldest(write, &purging))
    }
}

/// What [`row`] reads.
const COLUMNS: &str = "audit_id, at_ms, agent_id, agent_name, role, service_id, conversation_id, \
                       what, why, to_whom, success, person_hash";

fn row(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    let role: String = row.get(4)?;
    let person: Option<[u8; 32]> = row.get(11)?;
    Ok(AuditRow {
        id: row.get(0)?,
        at_ms: row.get(1)?,
        agent: AgentId(row.get(2)?),
        name: row.get(3)?,
        // No relay writes another; if one did, the one that may do least.
        role: Role::from_name(&role).unwrap_or(Role::Agent),
        service: ServiceId(row.get(5)?),
        conversation: ConversationId(row.get(6)?),
        what: row.get(7)?,
        why: row.get(8)?,
        to: row.get(9)?,
        success: row.get(10)?,
        person: person.map(SecretHash),
    })
}

fn lines(
    connection: &Connection,
    before: Option<u64>,
    most: u32,
) -> rusqlite::Result<Vec<AuditLine>> {
    // No row has the number that a number too large becomes.
    let before = before.map_or(i64::MAX, |id| i64::try_from(id).unwrap_or(i64::MAX));
    let rows = connection
        .prepare_cached(&format!(
            "select {COLUMNS} from audit where audit_id < ?1 order by audit_id desc limit ?2"
        ))?
        .query_map(params![before, most], row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: AuditRow) -> AuditLine {
    AuditLine {
        id: row.id,
        at_ms: row.at_ms,
        agent: row.name,
        role: row.role,
        reference: row.conversation.0,
        service: Some(row.service).filter(|service| !service.0.is_empty()),
        what: row.what,
        to: row.to,
        failed: !row.success,
        identified: row.person.is_some(),
        why: row.why,
    }
}
