-- Queries between two generations: `live_g` stands for the schema of the one that is served, `next_g` for that which is
-- to take its place.

-- name: generations
-- Every generation there is, and what it was made by.
select nspname as name, obj_description(oid, 'pg_namespace') as made_by from pg_namespace where nspname ~ '^g[0-9]+$';

-- name: readers
-- How many connections read a generation, by what they call themselves.
select count(*) from pg_stat_activity where datname = current_database() and application_name = $1;

-- name: live_position
-- How far the live generation is folded, and from which topic.
select topic, next_n from live_g.position;

-- name: next_position
-- How far the one that is to take its place is folded, and from which topic.
select topic, next_n from next_g.position;

-- name: last_decision
-- The last decision that the next generation has folded.
select n, known_at from next_g.decision order by n desc limit 1;

-- name: lock_live
-- Keep the projector from folding on until the transaction ends; what it would fold next.
select next_n from live_g.position for update;

-- name: differing
-- Incidents that one generation serves otherwise than the other as of decision $1, or at all if it is null; of those in
-- $2 alone unless that is null. Stamps that say which version it is are left out. With $3 also where its statements
-- differ in what no summary says.
select coalesce(live.incident_id, next.incident_id) as incident_id
from (
    select * from live_g.incident_version v
    where (($1::bigint is null and v.to_n is null) or (v.from_n <= $1 and (v.to_n is null or v.to_n > $1)))
        and ($2::uuid[] is null or v.incident_id = any($2))
) live
full join (
    select * from next_g.incident_version v
    where (($1::bigint is null and v.to_n is null) or (v.from_n <= $1 and (v.to_n is null or v.to_n > $1)))
        and ($2::uuid[] is null or v.incident_id = any($2))
) next using (incident_id)
where live.incident_id is null or next.incident_id is null
    or (live.state, live.merged_into) is distinct from (next.state, next.merged_into)
    or ($3 and live.digest <> next.digest)
    or (
        live.summary::text <> next.summary::text
        and live.summary::jsonb - '{opened_at,updated_at,version}'::text[]
            <> next.summary::jsonb - '{opened_at,updated_at,version}'::text[]
    );

-- name: changed_since
-- Incidents with a version that is newer than decision $1.
select incident_id from live_g.incident_version where from_n > $1
union
select incident_id from next_g.incident_version where from_n > $1;

-- name: live_versions
-- Incidents as they are served.
select * from live_g.incident_version where to_n is null and incident_id = any($1::uuid[]);

-- name: next_versions
-- Incidents as they will be served.
select * from next_g.incident_version where to_n is null and incident_id = any($1::uuid[])
order by from_n, incident_id;

-- name: heirs
-- Of incidents that the next generation does not have, those that stand for them there: by their seed, else by the
-- statement that founded it.
with recursive reached as (
    select gone.id as gone, coalesce(seed.id, placement.seed_id) as id
    from (select distinct id, founding_statement from live_g.seed where id = any($1::uuid[])) gone
    left join next_g.seed on seed.id = gone.id and seed.to_n is null
    left join next_g.placement on placement.statement_id = gone.founding_statement and placement.to_n is null
    union
    select reached.gone, next.id
    from reached
    cross join lateral (
        select b as id from next_g.link where a = reached.id and to_n is null
        union all
        select a from next_g.link where b = reached.id and to_n is null
    ) next
)
select distinct on (reached.gone) reached.gone, seed.id as heir
from reached join next_g.seed on seed.id = reached.id and seed.to_n is null
order by reached.gone, seed.opened_n, seed.opened_ordinal;

-- name: keep_seeds
-- Keep what is needed to lead on from the ids of seeds that the next generation does not have.
insert into feed.former_seed (id, founding_statement, opened_n)
select distinct on (id) id, founding_statement, opened_n from live_g.seed
where not exists (select from next_g.seed where next_g.seed.id = live_g.seed.id)
on conflict do nothing;

-- name: retire_live
-- Whoever still folds into it is overtaken.
delete from live_g.position;

-- name: flip
-- From the commit on this generation is served, and its projector writes the feed.
update feed.head set live_generation = $1;

-- name: begin_anew
-- Cursors that were given out say nothing any more: whoever comes with one reads a snapshot.
update feed.head set epoch = gen_random_uuid(), first_seq = last_seq + 1;

-- name: announce
-- A word to those who read: the generation that is served by now.
select pg_notify('generation', $1), pg_notify('feed', '');
