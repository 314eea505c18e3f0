-- A service as it runs: contact requests, pick-up codes, who departed, the audit log, notices.
-- Forward only: a released migration is never edited.

alter table conversation add column topic text;
-- Whether the resident was, or is, in the queue: 0 for a contact request.
alter table conversation add column is_live integer not null default 1 check (is_live in (0, 1));
-- Whether it was sent back to the front of its queue.
alter table conversation add column in_front integer not null default 0 check (in_front in (0, 1));
alter table conversation add column left_at_ms integer;
alter table conversation add column answer_by_ms integer;
create index conversation_by_left on conversation (service_id, left_at_ms, conversation_id) where state = 'left';
-- The claims of a day, for the rough wait.
create index conversation_by_claim on conversation (service_id, claimed_at_ms) where claimed_at_ms is not null;

-- An agent who departed takes part no longer, and may join again.
alter table participant add column departed_at_ms integer;

-- What opens a conversation again: the keyed hash of its pick-up code. One conversation has one.
create table pickup_code (
  code_hash blob primary key,
  conversation_id integer not null unique references conversation,
  created_at_ms integer not null
) strict, without rowid;

-- Which sessions a code opened: only the newest of them are kept.
alter table session add column by_code integer not null default 0 check (by_code in (0, 1));
create index session_by_code on session (conversation_id, created_at_ms) where by_code = 1;

-- How a resident asked to be reached. The details are sealed; what ways there are is not.
create table contact (
  conversation_id integer primary key references conversation,
  has_phone integer not null check (has_phone in (0, 1)),
  safe_to_call integer not null check (safe_to_call in (0, 1)),
  has_email integer not null check (has_email in (0, 1)),
  created_at_ms integer not null,
  key_id integer,
  body blob
) strict;

-- Who saw what of whom, written before it is shown. Rows are added, never changed.
create table audit (
  audit_id integer primary key autoincrement,
  at_ms integer not null,
  agent_id integer not null,
  role text not null,
  conversation_id integer not null,
  what text not null,
  why text
) strict;
create trigger audit_is_never_changed before update on audit begin
  select raise(abort, 'the audit log is never changed');
end;
create trigger audit_is_never_emptied before delete on audit begin
  select raise(abort, 'the audit log is never emptied');
end;
-- `insert or replace` removes a row without asking the trigger above.
create trigger audit_is_never_replaced before insert on audit
when exists (select 1 from audit where audit_id = new.audit_id) begin
  select raise(abort, 'the audit log is never changed');
end;

-- What staff should hear of, written in the transaction of what it tells of. Holds nothing
-- personal. A row stays when it is done, so that the same thing is told once.
drop table outbox;
create table outbox (
  outbox_id integer primary key autoincrement,
  kind text not null,
  service_id text not null,
  conversation_id integer,
  -- What it tells of, once: such as `waiting_long:7`.
  thing text not null unique,
  at_ms integer not null,
  due_at_ms integer not null,
  done_at_ms integer
) strict;
create index outbox_by_due on outbox (due_at_ms, outbox_id) where done_at_ms is null;
create index outbox_by_conversation on outbox (conversation_id) where conversation_id is not null;

-- A notice on its way to one receiver, so that a dead one delays nobody else.
create table delivery (
  delivery_id integer primary key autoincrement,
  outbox_id integer not null references outbox,
  receiver text not null,
  attempts integer not null default 0,
  -- From when on the receiver was to have it; when it is tried next.
  from_ms integer not null,
  due_at_ms integer not null,
  unique (outbox_id, receiver)
) strict;
create index delivery_by_due on delivery (receiver, due_at_ms, delivery_id);
