-- Strong identification. Forward only: a released migration is never edited.

-- Who a resident turned out to be. The person is sealed in the body: no column says who it is, but a
-- keyed hash knows the same person again. Forgetting empties body and hash and keeps the row.
-- standing: pending until the session that asked has proved it; loose while that session has no
-- conversation; first of a conversation; another person's than the first; forgotten.
create table identity (
  identity_id integer primary key autoincrement,
  standing text not null check (standing in ('pending', 'loose', 'first', 'other', 'forgotten')),
  service_id text not null,
  conversation_id integer references conversation,
  -- The session whose it is while it has no conversation, and until when.
  session_hash blob,
  until_ms integer,
  -- The request that it answered.
  request integer,
  provider text not null,
  level text not null,
  at_ms integer not null,
  has_personal_code integer not null check (has_personal_code in (0, 1)),
  person_hash blob,
  key_id integer,
  body blob
) strict;
create unique index identity_first on identity (conversation_id) where standing = 'first';
create index identity_by_conversation on identity (conversation_id, identity_id) where conversation_id is not null;
create index identity_by_person on identity (person_hash, conversation_id) where person_hash is not null;
create index identity_by_session on identity (session_hash) where session_hash is not null;
create index identity_by_until on identity (until_ms) where until_ms is not null;

-- An attempt on its way. Its secrets stand as keyed hashes, what must be read again is sealed, and
-- the row is erased when its time has run out.
create table identification (
  identification_id integer primary key autoincrement,
  phase text not null check (phase in ('ticket', 'begun', 'back', 'pending', 'failed', 'done')),
  ticket_hash blob unique,
  cookie_hash blob,
  state_hash blob unique,
  result_hash blob unique,
  session_hash blob not null,
  service_id text not null,
  conversation_id integer references conversation,
  request integer,
  provider text not null,
  language text not null,
  until_ms integer not null,
  -- Whether its conversation is told when its time runs out: not when the session began another.
  tells integer not null default 1 check (tells in (0, 1)),
  identity_id integer references identity,
  cause text,
  client_key text,
  key_id integer,
  body blob
) strict;
create index identification_by_until on identification (until_ms);
-- For what is looked up, and for what the keys of other tables are compared with when those go.
create index identification_by_session on identification (session_hash);
create index identification_by_conversation on identification (conversation_id) where conversation_id is not null;
create index identification_by_identity on identification (identity_id) where identity_id is not null;

-- The session that left the contact details: when somebody is identified by another one, they are
-- emptied, since nobody knows whose they are.
alter table contact add column session_hash blob;
