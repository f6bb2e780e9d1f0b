-- Who is quoted with some words is found from the revisions of reports that have them: a revision is of one report alone,
-- and these indexes have all that leads from there to a seed.

create index statement_revision on statement (revision) include (id, from_n, to_n, field, span_start, span_end);

alter table placement drop constraint placement_pkey;
alter table placement add primary key (statement_id, from_n) include (to_n, seed_id);
