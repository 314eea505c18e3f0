//! Agents' accounts and sign-ins.

mod incomer;
mod second_factor;

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::rules::state::Role;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use zeroize::Zeroizing;

use super::Sqlite;
use crate::seal::SecretHash;
use crate::sign_in::account::SET_UP_MS;
use crate::sign_in::totp::Secret;
use crate::store::Answer;
use crate::store::accounts::{
    Account, Accounts, Agent, ComeIn, Incomer, Lock, Manner, NewAgent, Offering, SettingUp, SignIn,
};

/// Whether the account at hand has a second factor that counts.
const HAS_SECOND_FACTOR: &str = "exists (select 1 from second_factor
   where second_factor.agent_id = agent.agent_id and confirmed_at_ms is not null)";

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
            add_services(tx, agent_id, &account.services)?;
            Ok(Some(AgentId(agent_id.unsigned_abs())))
        })
    }

    fn agent_by_login(&self, login: String) -> Answer<Option<Account>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached(&format!(
                    "select agent_id, name, role, password_hash, {HAS_SECOND_FACTOR}, provider
                     from agent where login = ?1",
                ))?
                .query_row([login], |row| {
                    Ok(Account {
                        agent: agent(row)?,
                        password_hash: row.get(3)?,
                        has_second_factor: row.get(4)?,
                        provider: row.get(5)?,
                    })
                })
                .optional()?;
            let Some(account) = found else {
                return Ok(None);
            };
            let agent = with_services(connection, account.agent)?;
            Ok(Some(Account { agent, ..account }))
        })
    }

    fn staff(&self) -> Answer<Vec<Agent>> {
        self.read(|connection| {
            let mut agents = connection.prepare_cached(
                "select agent_id, name, role from agent
                 where password_hash is not null or provider is not null
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
            tx.prepare_cached(
                "update agent set password_hash = ?2, second_factor_until_ms = ?3
                 where agent_id = ?1",
            )?
            .execute(params![agent_id, password_hash, now_ms + SET_UP_MS])?;
            end_sign_ins(tx, agent_id, None).map(Some)
        })
    }

    fn add_sign_in(
        &self,
        agent: AgentId,
        token: SecretHash,
        manner: Manner,
        now_ms: i64,
    ) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached(
                "insert into sign_in (token_hash, agent_id, began_at_ms, seen_at_ms, manner)
                 values (?1, ?2, ?3, ?3, ?4)",
            )?
            .execute(params![token.0, row_id(agent), now_ms, manner.name()])
            .map(drop)
        })
    }

    fn sign_in(&self, token: SecretHash) -> Answer<Option<SignIn>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached(&format!(
                    "select agent_id, name, role, began_at_ms, seen_at_ms, manner, provider,
                            {HAS_SECOND_FACTOR}, login
                     from sign_in join agent using (agent_id) where token_hash = ?1",
                ))?
                .query_row([token.0], sign_in)
                .optional()?;
            let Some(sign_in) = found else {
                return Ok(None);
            };
            let agent = with_services(connection, sign_in.agent)?;
            Ok(Some(SignIn { agent, ..sign_in }))
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

    fn offer_second_factor(
        &self,
        agent: AgentId,
        secret: Secret,
        when: SettingUp,
    ) -> Answer<Offering> {
        self.writer
            .run(move |write| second_factor::offer(write, agent, &secret, when))
    }

    fn confirm_second_factor(
        &self,
        agent: AgentId,
        code: Zeroizing<String>,
        sign_in: SecretHash,
        when: SettingUp,
    ) -> Answer<Option<Vec<SecretHash>>> {
        self.writer
            .run(move |write| second_factor::confirm(write, agent, &code, sign_in, when))
    }

    fn use_second_factor(
        &self,
        agent: AgentId,
        code: Zeroizing<String>,
        now_ms: i64,
    ) -> Answer<bool> {
        self.writer
            .run(move |write| second_factor::use_code(write, agent, &code, now_ms))
    }

    fn reset_second_factor(&self, agent: AgentId, until_ms: i64) -> Answer<()> {
        self.write(move |tx| second_factor::reset(tx, agent, until_ms))
    }

    fn come_in(&self, who: Incomer) -> Answer<ComeIn> {
        self.write(move |tx| incomer::come_in(tx, &who))
    }

    fn send_away(&self, provider: String, subject: String) -> Answer<Vec<SecretHash>> {
        self.write(move |tx| incomer::send_away(tx, &provider, &subject))
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
        lock: Lock::default(),
    })
}

fn sign_in(row: &Row<'_>) -> rusqlite::Result<SignIn> {
    let manner: String = row.get(5)?;
    Ok(SignIn {
        agent: agent(row)?,
        began_ms: row.get(3)?,
        seen_ms: row.get(4)?,
        // The table takes no other; if it did, the one that opens least.
        manner: Manner::from_name(&manner).unwrap_or(Manner::Password),
        provider: row.get(6)?,
        has_second_factor: row.get(7)?,
        login: row.get(8)?,
    })
}

fn add_services(
    tx: &Transaction<'_>,
    agent_id: i64,
    services: &[ServiceId],
) -> rusqlite::Result<()> {
    for service in services {
        tx.prepare_cached(
            "insert into agent_service (agent_id, service_id) values (?1, ?2)
             on conflict do nothing",
        )?
        .execute(params![agent_id, service.0])?;
    }
    Ok(())
}

/// Ends the sign-ins of an account, but one if it is named, and says which they were.
fn end_sign_ins(
    tx: &Transaction<'_>,
    agent_id: i64,
    but: Option<SecretHash>,
) -> rusqlite::Result<Vec<SecretHash>> {
    let mut ended = tx.prepare_cached(
        "delete from sign_in where agent_id = ?1 and token_hash is not ?2 returning token_hash",
    )?;
    let ended = ended.query_map(params![agent_id, but.map(|but| but.0)], |row| {
        row.get(0).map(SecretHash)
    })?;
    ended.collect()
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
