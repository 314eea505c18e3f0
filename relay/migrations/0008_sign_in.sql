-- Signing in by more than a password. Forward only: a released migration is never edited.

-- The secret of an account's second factor (RFC 6238), sealed. It counts once it is confirmed, and of
-- a code only the step after the last one that was used.
create table second_factor (
  agent_id integer primary key references agent,
  key_id integer not null,
  body blob not null,
  confirmed_at_ms integer,
  last_step integer not null default 0
) strict;

-- Until when an account without a second factor may set one up: whoever knows a password alone must
-- not. Of accounts that had a password before, until an operator says so.
alter table agent add column second_factor_until_ms integer;

-- How a sign-in was made.
alter table sign_in add column manner text not null default 'password'
  check (manner in ('password', 'second_factor', 'provider'));

-- Accounts of those who sign in through their organisation: who keeps them, and who they are there.
-- Their login is one that nobody can type.
alter table agent add column provider text;
alter table agent add column subject text;
create unique index agent_by_subject on agent (provider, subject) where provider is not null;
