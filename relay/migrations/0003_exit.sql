-- Leaving the page in a hurry. Forward only: a released migration is never edited.

-- How often its resident left in a hurry. A session opens a conversation only while it knows of as
-- many as there were: each exit ends all the sessions there are, without an index over them, which
-- would put one more page of each conversation into a flush.
alter table conversation add column exits integer not null default 0;
alter table session add column exits integer not null default 0;
-- Whether nobody may call, whatever was said before: until a number is left anew.
alter table conversation add column exited integer not null default 0 check (exited in (0, 1));
