-- One conversation, end to end. Forward only: a released migration is never edited.
-- Instants are milliseconds since 1970 UTC. Bodies are sealed; no column holds what anybody wrote.

create table meta (
  name text primary key,
  value blob not null
) strict, without rowid;

-- Outlives the purge as the content-free fact of a conversation, for the figures.
-- Its id is also the short number to say aloud: one count for all services, so that an agent of two
-- never sees the same number twice.
create table conversation (
  conversation_id integer primary key autoincrement,
  service_id text not null,
  state text not null check (state in ('waiting', 'active', 'left', 'closed')),
  language text not null,
  opened_at_ms integer not null,
  waiting_since_ms integer not null,
  claimed_at_ms integer,
  closed_at_ms integer,
  outcome text
) strict;
create index conversation_by_queue on conversation (service_id, waiting_since_ms, conversation_id) where state = 'waiting';

create table participant (
  conversation_id integer not null references conversation,
  agent_id integer not null,
  joined_at_ms integer not null,
  primary key (conversation_id, agent_id)
) strict, without rowid;
create index participant_by_agent on participant (agent_id, conversation_id);

-- A browser tab's hold on a conversation: the keyed hash of its secret.
create table session (
  secret_hash blob primary key,
  conversation_id integer not null references conversation,
  created_at_ms integer not null
) strict, without rowid;

-- A row is never changed or removed before its purge, but redaction empties its body.
-- That a client_key stands once in a conversation is held by the writer, which alone writes: an index
-- would put a second page of each conversation into every flush.
-- author: -1 the visitor, 0 the relay, else the agent's id.
create table event (
  conversation_id integer not null,
  seq integer not null,
  at_ms integer not null,
  author integer not null,
  kind text not null,
  client_key text,
  key_id integer,
  body blob,
  primary key (conversation_id, seq)
) strict, without rowid;

-- The staff log: numbers of its own, and no visitor's path reads it.
create table staff_event (
  conversation_id integer not null,
  seq integer not null,
  at_ms integer not null,
  author integer not null,
  kind text not null,
  client_key text,
  key_id integer,
  body blob,
  primary key (conversation_id, seq)
) strict, without rowid;

-- What staff should hear of, written in the transaction of what it tells of.
create table outbox (
  outbox_id integer primary key autoincrement,
  kind text not null,
  service_id text not null,
  conversation_id integer not null,
  at_ms integer not null,
  due_at_ms integer not null
) strict;
create index outbox_by_due on outbox (due_at_ms, outbox_id);

create table agent (
  agent_id integer primary key autoincrement,
  login text not null unique,
  name text not null,
  role text not null check (role in ('agent', 'supervisor')),
  password_hash text,
  created_at_ms integer not null
) strict;

create table agent_service (
  agent_id integer not null references agent,
  service_id text not null,
  primary key (agent_id, service_id)
) strict, without rowid;

create table password_token (
  token_hash blob primary key,
  agent_id integer not null references agent,
  until_ms integer not null
) strict, without rowid;

create table sign_in (
  token_hash blob primary key,
  agent_id integer not null references agent,
  began_at_ms integer not null,
  seen_at_ms integer not null
) strict, without rowid;
create index sign_in_by_agent on sign_in (agent_id);
