-- Hours that a supervisor changes. Forward only: a released migration is never edited.

-- What hours a service has had since a supervisor first changed them: the newest row holds, over the
-- configuration. Rows are added, never changed.
create table hours (
  service_id text not null,
  version integer not null check (version > 0),
  at_ms integer not null,
  agent_id integer not null references agent,
  plan text not null,
  primary key (service_id, version)
) strict, without rowid;
create trigger hours_are_never_changed before update on hours begin
  select raise(abort, 'hours that were kept are never changed');
end;
create trigger hours_are_never_forgotten before delete on hours begin
  select raise(abort, 'hours that were kept are never changed');
end;
-- `insert or replace` removes a row without asking the trigger above.
create trigger hours_are_never_replaced before insert on hours
when exists (select 1 from hours where service_id = new.service_id and version = new.version) begin
  select raise(abort, 'hours that were kept are never changed');
end;
