//! Agents' accounts and sign-ins.

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::rules::state::Role;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::Sqlite;
use crate::seal::SecretHash;
use crate::store::Answer;
use crate::store::accounts::{Account, Accounts, Agent, NewAgent, SignIn};

impl Accounts for Sqlite {
    fn add_agent(&self, account: NewAgent) -> Answer<Option<AgentId>> {
        self.write(move |tx| {
            let added = tx
                .prepare_cached(
                    "insert into agent (login, name, role, created_at_ms) values (?1, ?2, ?3, ?4)
                     on conflict (login) do nothing returning agent_id",
                )?
                .query_row(
                    params![
                        account.login,
                        account.name,
                        account.role.name(),
                        account.now_ms
                    ],
                    |row| row.get::<_, i64>(0),
                )
                .optional()?;
            let Some(agent_id) = added else {
                return Ok(None);
            };
            for service in &account.services {
                tx.prepare_cached(
                    "insert into agent_service (agent_id, service_id) values (?1, ?2)
                     on conflict do nothing",
                )?
                .execute(params![agent_id, service.0])?;
            }
            Ok(Some(AgentId(agent_id.unsigned_abs())))
        })
    }

    fn agent_by_login(&self, login: String) -> Answer<Option<Account>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached(
                    "select agent_id, name, role, password_hash from agent where login = ?1",
                )?
                .query_row([login], |row| Ok((agent(row)?, row.get(3)?)))
                .optional()?;
            let Some((agent, password_hash)) = found else {
                return Ok(None);
            };
            let agent = with_services(connection, agent)?;
            Ok(Some(Account {
                agent,
                password_hash,
            }))
        })
    }

    fn staff(&self) -> Answer<Vec<Agent>> {
        self.read(|connection| {
            let mut agents = connection.prepare_cached(
                "select agent_id, name, role from agent where password_hash is not null
                 order by name, agent_id",
            )?;
            let agents: Vec<_> = agents
                .query_map([], agent)?
                .collect::<rusqlite::Result<_>>()?;
            let agents = agents.into_iter();
            agents
                .map(|agent| with_services(connection, agent))
                .collect()
        })
    }

    fn agent(&self, id: AgentId) -> Answer<Option<Agent>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached("select agent_id, name, role from agent where agent_id = ?1")?
                .query_row([row_id(id)], agent)
                .optional()?;
            found
                .map(|agent| with_services(connection, agent))
                .transpose()
        })
    }

    fn add_password_token(&self, agent: AgentId, token: SecretHash, until_ms: i64) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached("delete from password_token where agent_id = ?1")?
                .execute([row_id(agent)])?;
            tx.prepare_cached(
                "insert into password_token (token_hash, agent_id, until_ms) values (?1, ?2, ?3)",
            )?
            .execute(params![token.0, row_id(agent), until_ms])?;
            Ok(())
        })
    }

    fn use_password_token(
        &self,
        token: SecretHash,
        password_hash: String,
        now_ms: i64,
    ) -> Answer<Option<Vec<SecretHash>>> {
        self.write(move |tx| {
            let used = tx
                .prepare_cached(
                    "delete from password_token where token_hash = ?1 and until_ms > ?2
                     returning agent_id",
                )?
                .query_row(params![token.0, now_ms], |row| row.get::<_, i64>(0))
                .optional()?;
            let Some(agent_id) = used else {
                return Ok(None);
            };
            tx.prepare_cached("update agent set password_hash = ?2 where agent_id = ?1")?
                .execute(params![agent_id, password_hash])?;
            let mut ended =
                tx.prepare_cached("delete from sign_in where agent_id = ?1 returning token_hash")?;
            let ended = ended.query_map([agent_id], |row| row.get(0).map(SecretHash))?;
            ended.collect::<rusqlite::Result<_>>().map(Some)
        })
    }

    fn add_sign_in(&self, agent: AgentId, token: SecretHash, now_ms: i64) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached(
                "insert into sign_in (token_hash, agent_id, began_at_ms, seen_at_ms)
                 values (?1, ?2, ?3, ?3)",
            )?
            .execute(params![token.0, row_id(agent), now_ms])
            .map(drop)
        })
    }

    fn sign_in(&self, token: SecretHash) -> Answer<Option<SignIn>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached(
                    "select agent_id, name, role, began_at_ms, seen_at_ms
                     from sign_in join agent using (agent_id) where token_hash = ?1",
                )?
                .query_row([token.0], |row| Ok((agent(row)?, row.get(3)?, row.get(4)?)))
                .optional()?;
            let Some((agent, began_ms, seen_ms)) = found else {
                return Ok(None);
            };
            let agent = with_services(connection, agent)?;
            Ok(Some(SignIn {
                agent,
                began_ms,
                seen_ms,
            }))
        })
    }

    fn touch_sign_in(&self, token: SecretHash, now_ms: i64) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached(
                "update sign_in set seen_at_ms = max(seen_at_ms, ?2) where token_hash = ?1",
            )?
            .execute(params![token.0, now_ms])
            .map(drop)
        })
    }

    fn end_sign_in(&self, token: SecretHash) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached("delete from sign_in where token_hash = ?1")?
                .execute([token.0])
                .map(drop)
        })
    }

    fn remove_old(&self, began_before_ms: i64, seen_before_ms: i64, now_ms: i64) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached("delete from sign_in where began_at_ms < ?1 or seen_at_ms < ?2")?
                .execute([began_before_ms, seen_before_ms])?;
            tx.prepare_cached("delete from password_token where until_ms <= ?1")?
                .execute([now_ms])
                .map(drop)
        })
    }
}

/// An agent without services, of the columns `agent_id, name, role`.
fn agent(row: &Row<'_>) -> rusqlite::Result<Agent> {
    let role: String = row.get(2)?;
    Ok(Agent {
        id: AgentId(row.get::<_, i64>(0)?.unsigned_abs()),
        name: row.get(1)?,
        // The table takes no other; if it did, the one that may do least.
        role: Role::from_name(&role).unwrap_or(Role::Agent),
        services: Vec::new(),
    })
}

fn with_services(connection: &Connection, agent: Agent) -> rusqlite::Result<Agent> {
    let mut services = connection.prepare_cached(
        "select service_id from agent_service where agent_id = ?1 order by service_id",
    )?;
    let services = services
        .query_map([row_id(agent.id)], |row| row.get(0).map(ServiceId))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Agent { services, ..agent })
}

fn row_id(agent: AgentId) -> i64 {
    // No row has the number that a number too large becomes.
    i64::try_from(agent.0).unwrap_or(-1)
}
