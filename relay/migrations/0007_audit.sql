-- The audit log as a chain. Forward only: a released migration is never edited.

-- The rows there are come along, in the relay's own code, within the transaction of this migration:
-- SQL knows no SHA-256.
drop trigger audit_is_never_changed;
drop trigger audit_is_never_emptied;
drop trigger audit_is_never_replaced;
alter table audit rename to audit_unchained;

-- Who saw what of whom, written before it is shown. Each row carries the link of the row before it
-- and its own, over everything that stands in it: docs/operate.md says how. The name and the role are
-- as they were then. A segment is a month in UTC, written 202701.
create table audit (
  audit_id integer primary key,
  segment integer not null,
  number integer not null,
  at_ms integer not null,
  agent_id integer not null,
  agent_name text not null,
  role text not null,
  service_id text not null,
  conversation_id integer not null,
  what text not null,
  why text,
  -- To whom it was given on, when it was.
  to_whom text,
  success integer not null check (success in (0, 1)),
  -- Who the resident is, as a keyed hash, where that was known.
  person_hash blob,
  before blob not null check (length(before) = 32),
  link blob not null check (length(link) = 32)
) strict;
create unique index audit_by_segment on audit (segment, number);
create index audit_by_conversation on audit (conversation_id, agent_id, at_ms);
create index audit_by_person on audit (person_hash, audit_id) where person_hash is not null;

-- What is left of a segment whose time was over: its place in the chain, for how long it was kept, when
-- it was removed, and which row of the chain says that.
create table audit_purged (
  segment integer primary key,
  first_id integer not null,
  last_id integer not null,
  last_at_ms integer not null,
  before blob not null,
  link blob not null,
  keep_years integer not null check (keep_years > 0),
  purged_at_ms integer not null,
  by_id integer not null
) strict;

create trigger audit_is_never_changed before update on audit begin
  select raise(abort, 'the audit log is never changed');
end;
-- `insert or replace` removes a row without asking the trigger for removals: so a row is only ever
-- added behind the last one.
create trigger audit_is_only_added_to before insert on audit
when new.audit_id is not 1 + max(
       coalesce((select max(audit_id) from audit), 0),
       coalesce((select max(last_id) from audit_purged), 0))
  or new.before is not coalesce(
       (select link from audit order by audit_id desc limit 1),
       (select link from audit_purged order by segment desc limit 1),
       zeroblob(32)) begin
  select raise(abort, 'the audit log is only added to');
end;
-- Rows go with their whole segment, once what is left of it is written down.
create trigger audit_is_never_emptied before delete on audit
when not exists (select 1 from audit_purged
                 where segment = old.segment and old.audit_id between first_id and last_id) begin
  select raise(abort, 'the audit log is never emptied');
end;

-- Only the oldest segment there is, never the newest, whole, as it stands, not before its time, and
-- not without a row behind it that says so.
create trigger audit_is_purged_by_its_time before insert on audit_purged
when new.segment is not (select min(segment) from audit)
  or new.segment is (select max(segment) from audit)
  or new.first_id is not (select min(audit_id) from audit where segment = new.segment)
  or new.last_id is not (select max(audit_id) from audit where segment = new.segment)
  or new.last_at_ms is not (select max(at_ms) from audit where segment = new.segment)
  or new.before is not (select before from audit where audit_id = new.first_id)
  or new.link is not (select link from audit where audit_id = new.last_id)
  or not exists (select 1 from audit where audit_id = new.by_id and segment > new.segment
                   and what = 'purged' and at_ms = new.purged_at_ms)
  or new.purged_at_ms - new.last_at_ms < new.keep_years * 365 * 86400000 begin
  select raise(abort, 'a month of the audit log is removed whole, and when its time is over');
end;
create trigger audit_purged_is_never_changed before update on audit_purged begin
  select raise(abort, 'the audit log is never changed');
end;
create trigger audit_purged_is_never_emptied before delete on audit_purged begin
  select raise(abort, 'the audit log is never emptied');
end;
