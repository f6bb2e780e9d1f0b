-- name: actors
-- Who speaks, passes on, acts and is hit in the statements as of a decision, the most named first. $1 is the decision;
-- $3 and $4 the count and id of the last of a page; the others filter. Erased reports name those alone who are resolved.
with named as (
    select
        s.id as statement_id, s.report_id, role.name as role, role.actor ->> 'id' as id, role.actor ->> 'name' as name,
        role.actor ->> 'country' as country, role.actor ->> 'kind' as kind
    from statement s
    left join text.erased on erased.report_id = s.report_id
    cross join lateral (values
        ('claimant', s.slots -> 'claimant'), ('relayer', s.slots -> 'relayer'),
        ('initiator', s.slots -> 'initiator'), ('target', s.slots -> 'target')
    ) role (name, actor)
    where s.from_n <= $1 and (s.to_n is null or s.to_n > $1) and json_typeof(role.actor) = 'object'
        and (erased.report_id is null or role.actor ->> 'id' is not null)
),
counted as (
    select
        md5(coalesce(id, 'words:' || lower(regexp_replace(btrim(name), '\s+', ' ', 'g'))))::uuid as key,
        min(id) as id, min(name) as name, min(country) as country, min(kind) as kind,
        count(distinct statement_id) as statements, count(distinct report_id) as reports,
        count(*) filter (where role = 'claimant') as claimant, count(*) filter (where role = 'relayer') as relayer,
        count(*) filter (where role = 'initiator') as initiator, count(*) filter (where role = 'target') as target
    from named
    group by coalesce(id, 'words:' || lower(regexp_replace(btrim(name), '\s+', ' ', 'g')))
)
select * from counted
where ($3::bigint is null or (statements, key) < ($3, $4::uuid))
    and ($5::text is null or country = $5)
    and ($6::text[] is null or kind = any($6))
    and ($7::text is null or position(lower($7) in lower(name)) > 0 or lower(id) = lower($7))
order by statements desc, key desc
limit $2;
