//! The outbox and its deliveries.

use juttu_shared::id::{ConversationId, ServiceId};
use rusqlite::{Connection, Row, Transaction, params};

use super::{Sqlite, contact};
use crate::store::Answer;
use crate::store::outbox::{Delivery, Failing, NewNotice, Notice, NoticeKind, Outbox};

/// Writes a notice with what it tells of, unless the same thing was written before.
pub(super) fn insert(
    tx: &Transaction<'_>,
    service: &ServiceId,
    conversation: Option<ConversationId>,
    notice: &NewNotice,
) -> rusqlite::Result<()> {
    let kind = notice.kind.name();
    let of = match conversation {
        Some(conversation) => conversation.0.to_string(),
        None => service.0.clone(),
    };
    tx.prepare_cached(
        "insert into outbox (kind, service_id, conversation_id, thing, at_ms, due_at_ms)
         values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (thing) do nothing",
    )?
    .execute(params![
        kind,
        service.0,
        conversation.map(|conversation| conversation.0),
        format!("{kind}:{of}:{}", notice.thing),
        notice.at_ms,
        notice.due_at_ms
    ])
    .map(drop)
}

/// Takes back what staff need no longer hear of a conversation that stands otherwise: what is not
/// told yet, to anybody or to the receivers that have not taken it. What is for the resident stays;
/// that an answer is late, too, for as long as it is.
pub(super) fn withdraw(tx: &Transaction<'_>, conversation: ConversationId) -> rusqlite::Result<()> {
    let stays = (NoticeKind::AnswerWaits.name(), NoticeKind::Overdue.name());
    tx.prepare_cached(
        "delete from delivery where outbox_id in
           (select outbox_id from outbox where conversation_id = ?1 and kind not in (?2, ?3))",
    )?
    .execute((conversation.0, stays.0, stays.1))?;
    tx.prepare_cached(
        "delete from outbox where conversation_id = ?1 and kind not in (?2, ?3) and done_at_ms is null",
    )?
    .execute((conversation.0, stays.0, stays.1))
    .map(drop)
}

/// Takes back that an answer is late: it was given, another one is promised, or all is over.
pub(super) fn withdraw_overdue(
    tx: &Transaction<'_>,
    conversation: ConversationId,
) -> rusqlite::Result<()> {
    let overdue = NoticeKind::Overdue.name();
    tx.prepare_cached(
        "delete from delivery where outbox_id in
           (select outbox_id from outbox where conversation_id = ?1 and kind = ?2)",
    )?
    .execute((conversation.0, overdue))?;
    tx.prepare_cached(
        "delete from outbox where conversation_id = ?1 and kind = ?2 and done_at_ms is null",
    )?
    .execute((conversation.0, overdue))
    .map(drop)
}

impl Outbox for Sqlite {
    fn notice(&self, service: ServiceId, notice: NewNotice) -> Answer<()> {
        self.write(move |tx| insert(tx, &service, None, &notice))
    }

    fn notice_over(&self, service: ServiceId, kind: NoticeKind) -> Answer<()> {
        self.write(move |tx| {
            let of = (kind.name(), &service.0);
            tx.prepare_cached(
                "delete from delivery where outbox_id in (select outbox_id from outbox
                   where kind = ?1 and service_id = ?2 and conversation_id is null)",
            )?
            .execute(of)?;
            tx.prepare_cached(
                "delete from outbox where kind = ?1 and service_id = ?2
                   and conversation_id is null and done_at_ms is null",
            )?
            .execute(of)?;
            // What is over has its number behind it; no thing of a service ends so by itself.
            tx.prepare_cached(
                "update outbox set thing = thing || '#' || outbox_id
                 where kind = ?1 and service_id = ?2 and conversation_id is null
                   and thing not like '%#' || outbox_id",
            )?
            .execute(of)
            .map(drop)
        })
    }

    fn due_notices(&self, now_ms: i64, most: u32) -> Answer<Vec<Notice>> {
        self.read(move |connection| {
            connection
                .prepare_cached(
                    "select outbox_id, kind, service_id, conversation_id, at_ms from outbox
                     where due_at_ms <= ?1 and done_at_ms is null
                     order by due_at_ms, outbox_id limit ?2",
                )?
                .query_map((now_ms, most), notice)?
                .collect()
        })
    }

    fn deliver(&self, notice: u64, to: Vec<(String, i64)>, now_ms: i64) -> Answer<bool> {
        self.write(move |tx| {
            let done = tx
                .prepare_cached(
                    "update outbox set done_at_ms = ?2 where outbox_id = ?1 and done_at_ms is null",
                )?
                .execute((notice, now_ms))?;
            if done == 0 {
                // It was withdrawn since it was read, or is delivered already.
                return Ok(false);
            }
            for (receiver, from_ms) in &to {
                tx.prepare_cached(
                    "insert into delivery (outbox_id, receiver, from_ms, due_at_ms)
                     values (?1, ?2, ?3, ?3) on conflict (outbox_id, receiver) do nothing",
                )?
                .execute((notice, receiver, from_ms))?;
            }
            Ok(true)
        })
    }

    fn due_deliveries(&self, receiver: String, now_ms: i64, most: u32) -> Answer<Vec<Delivery>> {
        self.read(move |connection| {
            connection
                .prepare_cached(
                    "select outbox_id, kind, service_id, conversation_id, at_ms, delivery_id, attempts
                     from delivery join outbox using (outbox_id)
                     where receiver = ?1 and delivery.due_at_ms <= ?2
                     order by delivery.due_at_ms, delivery_id limit ?3",
                )?
                .query_map((&receiver, now_ms, most), |row| {
                    Ok(Delivery {
                        notice: notice(row)?,
                        receiver: receiver.clone(),
                        id: row.get(5)?,
                        attempts: row.get(6)?,
                    })
                })?
                .collect()
        })
    }

    fn delivered(&self, delivery: u64) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached("delete from delivery where delivery_id = ?1")?
                .execute([delivery])
                .map(drop)
        })
    }

    fn delivery_failed(&self, delivery: u64, due_at_ms: i64) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached(
                "update delivery set attempts = attempts + 1, due_at_ms = ?2 where delivery_id = ?1",
            )?
            .execute((delivery, due_at_ms))
            .map(drop)
        })
    }

    fn awaited(&self, now_ms: i64) -> Answer<Vec<String>> {
        self.read(move |connection| {
            connection
                .prepare_cached(
                    "select distinct receiver from delivery where due_at_ms <= ?1 order by receiver",
                )?
                .query_map([now_ms], |row| row.get(0))?
                .collect()
        })
    }

    fn drop_deliveries(&self, receiver: String) -> Answer<u64> {
        self.write(move |tx| {
            tx.prepare_cached("delete from delivery where receiver = ?1")?
                .execute([&receiver])
                .map(|dropped| u64::try_from(dropped).unwrap_or(u64::MAX))
        })
    }

    fn failing(&self) -> Answer<Vec<Failing>> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "select receiver, count(*), min(from_ms) from delivery
                     where attempts > 0 group by receiver order by receiver",
                )?
                .query_map([], |row| {
                    Ok(Failing {
                        receiver: row.get(0)?,
                        deliveries: row.get(1)?,
                        since_ms: row.get(2)?,
                    })
                })?
                .collect()
        })
    }

    fn resident_email(&self, conversation: ConversationId) -> Answer<Option<String>> {
        self.readers.run(move |connection, context| {
            let details = contact::read(connection, &context.keyring, conversation)?;
            Ok(details.and_then(|details| details.email))
        })
    }

    fn oldest_undelivered_ms(&self, now_ms: i64) -> Answer<Option<i64>> {
        self.read(move |connection| oldest_undelivered_ms(connection, now_ms))
    }

    fn forget_notices(&self, before_ms: i64) -> Answer<()> {
        self.write(move |tx| {
            tx.prepare_cached(
                "delete from outbox where done_at_ms < ?1 and not exists
                   (select 1 from delivery where delivery.outbox_id = outbox.outbox_id)",
            )?
            .execute([before_ms])
            .map(drop)
        })
    }
}

fn oldest_undelivered_ms(connection: &Connection, now_ms: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "select min(from_ms) from (
               select min(due_at_ms) as from_ms from outbox
                 where due_at_ms <= ?1 and done_at_ms is null
               union all
               select min(from_ms) from delivery where from_ms <= ?1)",
        )?
        .query_row([now_ms], |row| row.get(0))
}

/// A notice of the columns `outbox_id, kind, service_id, conversation_id, at_ms`.
fn notice(row: &Row<'_>) -> rusqlite::Result<Notice> {
    let kind: String = row.get(1)?;
    let kind = NoticeKind::from_name(&kind).ok_or_else(|| {
        let reason = format!("there is no kind of notice {kind}").into();
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, reason)
    })?;
    Ok(Notice {
        id: row.get(0)?,
        kind,
        service: ServiceId(row.get(2)?),
        conversation: row.get::<_, Option<u64>>(3)?.map(ConversationId),
        at_ms: row.get(4)?,
    })
}
