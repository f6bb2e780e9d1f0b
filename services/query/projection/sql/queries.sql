-- name: live_generation
-- The generation that is served.
select live_generation from feed.head;

-- name: position
-- How far the fold has come.
select topic, next_n, last_id, next_offset from position;

-- name: start_position
-- Nothing is folded yet.
insert into position (topic, next_n, last_id, next_offset) values ($1, 0, null, 0) on conflict do nothing;

-- name: advance
-- Take the batch, unless another has come first: compare-and-set.
update position set next_n = $4, last_id = $5, next_offset = $6
where next_n = $1 and last_id is not distinct from $2 and next_offset = $3
returning next_n;

-- name: statements_named
-- Current statements by id, and all of these reports. By both at once a table that was not analysed yet is read whole.
select * from statement where to_n is null and id = any($1::uuid[])
union all
select * from (select * from statement where report_id = any($2::uuid[]) offset 0) made
where to_n is null and id <> all($1::uuid[]);

-- name: placements_named
-- Where these statements belong now.
select * from placement where to_n is null and statement_id = any($1::uuid[]);

-- name: components
-- All seeds that hang together with these, by links or by having been emptied into each other.
with recursive reached as (
    select id from seed where to_n is null and id = any($1::uuid[])
    union
    select next.id
    from reached
    cross join lateral (
        select b as id from link where a = reached.id and to_n is null
        union all
        select a from link where b = reached.id and to_n is null
        union all
        select moved_to from seed where id = reached.id and to_n is null and moved_to is not null
        union all
        select id from seed where moved_to = reached.id and to_n is null
    ) next
)
select seed.* from seed join reached using (id) where seed.to_n is null;

-- name: links_of
-- The links that hold now between these seeds.
select * from link where to_n is null and a = any($1::uuid[]);

-- name: suggestions_of
-- The open suggestions that these seeds are an end of.
select * from suggestion where to_n is null and (a = any($1::uuid[]) or b = any($1::uuid[]));

-- name: versions_of
-- The current versions of these incidents.
select * from incident_version where to_n is null and incident_id = any($1::uuid[]);

-- name: members_of
-- What belongs to these seeds now.
select * from placement where to_n is null and seed_id = any($1::uuid[]);

-- name: reports_named
-- These reports as they stand.
select * from report where to_n is null and id = any($1::uuid[]);

-- name: end_rows
-- Rows that hold no longer, table by table: their keys with the range that they held for.
with
reports as (
    update report set to_n = ended.to_n
    from json_to_recordset($1) as ended(id uuid, from_n bigint, to_n bigint)
    where report.id = ended.id and report.from_n = ended.from_n
),
statements as (
    update statement set to_n = ended.to_n
    from json_to_recordset($2) as ended(id uuid, from_n bigint, to_n bigint)
    where statement.id = ended.id and statement.from_n = ended.from_n
),
seeds as (
    update seed set to_n = ended.to_n
    from json_to_recordset($3) as ended(id uuid, from_n bigint, to_n bigint)
    where seed.id = ended.id and seed.from_n = ended.from_n
),
placements as (
    update placement set to_n = ended.to_n
    from json_to_recordset($4) as ended(statement_id uuid, from_n bigint, to_n bigint)
    where placement.statement_id = ended.statement_id and placement.from_n = ended.from_n
),
links as (
    update link set to_n = ended.to_n
    from json_to_recordset($5) as ended(a uuid, b uuid, cause uuid, from_n bigint, to_n bigint)
    where link.a = ended.a and link.b = ended.b and link.cause = ended.cause and link.from_n = ended.from_n
),
suggestions as (
    update suggestion set to_n = ended.to_n
    from json_to_recordset($6) as ended(a uuid, b uuid, from_n bigint, to_n bigint)
    where suggestion.a = ended.a and suggestion.b = ended.b and suggestion.from_n = ended.from_n
),
incident_versions as (
    update incident_facets set to_n = ended.to_n
    from json_to_recordset($7) as ended(incident_id uuid, from_n bigint, to_n bigint)
    where incident_facets.incident_id = ended.incident_id and incident_facets.from_n = ended.from_n
)
select;

-- name: add_facets
-- What filters look at, of versions that are there as rows of the view, their summaries apart.
insert into incident_facets
select
    incident_id, from_n, to_n, state, event_type, theatre, support, dispute,
    case when occurred_from is not null then tstzrange(occurred_from, occurred_to, '[]') end,
    place_cell(lat, lon), lat, lon, killed, countries, actors, claimants, sources, to_tsvector('simple', words)
from unnest($1::incident_version[]);

-- name: claim_feed
-- The first generation there is becomes the live one.
update feed.head set live_generation = $1 where live_generation is null;

-- name: number_changes
-- Numbers for so many changes, if this generation is the live one; the last of them.
update feed.head set last_seq = last_seq + $1 where live_generation = $2 returning last_seq;

-- name: add_changes
-- Changes of incidents, and a word to those who follow them.
with added as (
    insert into feed.change select * from unnest($1::feed.change[]) returning seq
)
select pg_notify('feed', max(seq)::text) from added;

-- name: add_changes_of_versions
-- The same of changes whose summaries are those of versions, $2 being where each one's before began.
with added as (
    insert into feed.change
    select
        seq, at, incident_id, kind, generation, n,
        (select summary from incident_summary before where (before.from_n, before.incident_id) = (before_n, told.incident_id)),
        (select summary from incident_summary after where (after.from_n, after.incident_id) = (n, told.incident_id)),
        before_filters, after_filters, trace, changed
    from unnest($1::feed.change[], $2::bigint[]) as told(
        seq, at, incident_id, kind, generation, n, no_before, no_after, before_filters, after_filters, trace, changed,
        before_n
    )
    returning seq
)
select pg_notify('feed', max(seq)::text) from added;

-- name: erase_words
-- No words of these reports, erased by decision $2, are to be served of any incident that ever held a statement of
-- theirs. The version that holds from then on was made of what is left, be it one of that decision or an earlier one.
insert into feed.erased (incident_id, up_to_n)
with recursive held as (
    select placement.seed_id as id
    from statement join placement on placement.statement_id = statement.id
    where statement.report_id = any($1::uuid[]) and placement.seed_id is not null
    union
    select next.id
    from held
    cross join lateral (
        select b as id from link where a = held.id union all select a from link where b = held.id
    ) next
)
select
    id,
    coalesce(
        (select max(from_n) from incident_summary version where version.incident_id = id and version.from_n <= $2), $2
    )
from held
on conflict (incident_id) do update set up_to_n = greatest(erased.up_to_n, excluded.up_to_n);

-- name: open_suggestions
-- How many suggested links nobody has judged.
select count(*) from suggestion where to_n is null;

-- name: text_positions
-- How far each partition of `reports` is folded.
select partition, next_offset from text.position;

-- name: advance_texts
-- Take the batch, unless another has come first; the partitions that were taken.
insert into text.position (partition, next_offset)
select moved.partition, moved.after from json_to_recordset($1) as moved(partition int, before bigint, after bigint)
on conflict (partition) do update set next_offset = excluded.next_offset
where text.position.next_offset = (
    select moved.before from json_to_recordset($1) as moved(partition int, before bigint)
    where moved.partition = text.position.partition
)
returning partition;

-- name: add_texts
-- The words of submissions; one that is there already is the same.
insert into text.report select * from json_populate_recordset(null::text.report, $1) on conflict do nothing;

-- name: erase_texts
-- Whose words are gone from now on.
insert into text.erased select * from json_populate_recordset(null::text.erased, $1) on conflict do nothing;

-- name: blank_texts
-- Blank what is erased, whether it came before or comes now.
update text.report set title = null, text = ''
where text <> '' and exists (
    select from text.erased where erased.report_id = report.report_id or erased.report_id = any(report.aliases)
) and (submission_id = any($1::uuid[]) or report_id = any($2::uuid[]) or aliases && $2::uuid[]);
