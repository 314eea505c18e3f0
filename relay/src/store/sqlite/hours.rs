//! Hours that a supervisor changes.

use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use rusqlite::{Connection, params};

use super::writer::Write;
use super::{Fault, Sqlite};
use crate::store::Answer;
use crate::store::hours::{Hours, KeptHours, NewHours};

impl Hours for Sqlite {
    fn change_hours(&self, change: NewHours) -> Answer<()> {
        self.writer.run(move |write| write.change_hours(&change))
    }

    fn hours(&self, service: ServiceId, most: u32) -> Answer<Vec<KeptHours>> {
        self.read(move |connection| newest(connection, &service, most))
    }
}

impl Write<'_> {
    fn change_hours(&self, change: &NewHours) -> Result<(), Fault> {
        let newest: u64 = self
            .tx
            .prepare_cached("select coalesce(max(version), 0) from hours where service_id = ?1")?
            .query_row([&change.service.0], |row| row.get(0))?;
        if newest != change.version {
            return Err(Fault::Refused(Refusal::Stale));
        }
        let plan = serde_json::to_string(&change.plan).map_err(|_| Fault::Hours)?;
        self.tx
            .prepare_cached(
                "insert into hours (service_id, version, at_ms, agent_id, plan)
                 values (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                change.service.0,
                newest + 1,
                change.now_ms,
                change.agent.0,
                plan
            ])?;
        Ok(())
    }
}

fn newest(
    connection: &Connection,
    service: &ServiceId,
    most: u32,
) -> rusqlite::Result<Vec<KeptHours>> {
    let mut rows = connection.prepare_cached(
        "select version, at_ms, name, plan from hours join agent using (agent_id)
         where service_id = ?1 order by version desc limit ?2",
    )?;
    let rows = rows.query_map(params![service.0, most], |row| {
        let plan: String = row.get(3)?;
        Ok(KeptHours {
            version: row.get(0)?,
            at_ms: row.get(1)?,
            agent: row.get(2)?,
            plan: serde_json::from_str(&plan).ok(),
        })
    })?;
    rows.collect()
}
