-- A desk for several at once. Forward only: a released migration is never edited.

-- By whose door the resident came, for ever: the page, its sessions and its code belong to that
-- service. `service_id` is the one whose staff it is for, and changes when it is handed on.
alter table conversation add column door_service_id text not null default '';
update conversation set door_service_id = service_id;
-- What the resident said that it is about, and what an agent concluded at the end.
alter table conversation add column concerns text;
alter table conversation add column area integer;
alter table conversation add column concluded_topic text;
-- The newest of a service, for a supervisor who looks for one.
create index conversation_by_service on conversation (service_id, conversation_id);

-- Who is asked about it in the staff log. One who departed is asked no longer, and may be again.
create table consulted (
  conversation_id integer not null references conversation,
  agent_id integer not null,
  asked_at_ms integer not null,
  departed_at_ms integer,
  primary key (conversation_id, agent_id)
) strict, without rowid;
create index consulted_by_agent on consulted (agent_id, conversation_id);

-- Two roles more. A column's check can't be changed, so another column takes its place.
alter table agent add column wider_role text not null default 'agent'
  check (wider_role in ('agent', 'supervisor', 'auditor', 'administrator'));
update agent set wider_role = role;
alter table agent drop column role;
alter table agent rename column wider_role to role;
