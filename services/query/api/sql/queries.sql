-- In each query that is asked as of a decision, $1 is its number.

-- name: moment
-- How far the record went at the instant $1, or goes now without one, until when it is known, where the feed stands with
-- it, and up to which change it had come then: one statement, so all are of one moment. Before the first change of this
-- generation it had come nowhere: a reader from there on hears of more than has changed, never of less.
select
    asked.n, known.known_at, head.epoch, head.first_seq, head.last_seq, head.live_generation,
    case when asked.n = position.next_n - 1 then head.last_seq else coalesce((
        select seq from feed.change
        where change.generation = head.live_generation and change.n <= asked.n
        order by change.n desc, seq desc limit 1
    ), 0) end as seq
from position
cross join feed.head
cross join lateral (
    select case when $1::timestamptz is null then position.next_n - 1 else coalesce(
        (select n from decision where decision.known_at <= $1 order by decision.known_at desc, n desc limit 1), -1
    ) end as n
) asked
left join decision known on known.n = position.next_n - 1;

-- name: component
-- The seeds of the incident that holds a seed, the oldest first, and whether any statement belongs to each.
with recursive reached as (
    select id from seed where id = $2 and from_n <= $1 and (to_n is null or to_n > $1)
    union
    select next.id
    from reached
    cross join lateral (
        select b as id from link where a = reached.id and from_n <= $1 and (to_n is null or to_n > $1)
        union all
        select a from link where b = reached.id and from_n <= $1 and (to_n is null or to_n > $1)
    ) next
)
select seed.id, seed.moved_to, seed.opened_at, exists (
    select from placement
    where placement.seed_id = seed.id and placement.from_n <= $1 and (placement.to_n is null or placement.to_n > $1)
) as has_statements
from seed join reached using (id)
where seed.from_n <= $1 and (seed.to_n is null or seed.to_n > $1)
order by seed.opened_n, seed.opened_ordinal;

-- name: former_seed
-- Where the id of a seed that only an earlier generation had leads: to the seed that its founding statement is of.
select placement.seed_id
from feed.former_seed former
left join placement on placement.statement_id = former.founding_statement
    and placement.from_n <= $1 and (placement.to_n is null or placement.to_n > $1)
where former.id = $2 and former.opened_n <= $1;

-- name: incidents_of_seeds
-- The incident that each of these seeds is of.
with recursive reached as (
    select id as start, id from unnest($2::uuid[]) as id
    union
    select reached.start, next.id
    from reached
    cross join lateral (
        select b as id from link where a = reached.id and from_n <= $1 and (to_n is null or to_n > $1)
        union all
        select a from link where b = reached.id and from_n <= $1 and (to_n is null or to_n > $1)
    ) next
)
select distinct on (reached.start) reached.start as seed_id, seed.id as incident_id
from reached join seed on seed.id = reached.id
where seed.from_n <= $1 and (seed.to_n is null or seed.to_n > $1)
order by reached.start, seed.opened_n, seed.opened_ordinal;

-- name: version
-- An incident as it was, with the trace that wrote it.
select v.summary, v.sources, decision.trace, erased.up_to_n
from incident_version v
left join decision on decision.n = v.from_n
left join feed.erased on erased.incident_id = v.incident_id
where v.incident_id = $2 and v.from_n <= $1 and (v.to_n is null or v.to_n > $1);

-- name: history
-- All versions of an incident up to a decision, the oldest first.
select v.from_n, v.to_n, v.state, v.merged_into, v.summary, v.updated_at, decision.report_id, decision.outcome,
    decision.events, erased.up_to_n, review.id as review_id, review.document -> 'review' as review
from incident_version v
left join decision on decision.n = v.from_n
left join review on review.n = v.from_n and review.outcome = 'applied'
left join feed.erased on erased.incident_id = v.incident_id
where v.incident_id = $2 and v.from_n <= $1
order by v.from_n
limit $3;

-- name: links
-- The links between these seeds, each by the cause that made it first.
select distinct on (link.a, link.b) link.a, link.b, link.cause, link.evidence, link.from_n, decision.known_at
from link left join decision on decision.n = link.from_n
where link.a = any($2::uuid[]) and link.from_n <= $1 and (link.to_n is null or link.to_n > $1)
order by link.a, link.b, link.from_n;

-- name: incidents
-- A page of open incidents, the last changed first, by their keys alone. Conditions of filters are added at the end of
-- the where clause.
select v.incident_id, v.from_n
from incident_facets v
where v.from_n <= $1 and (v.to_n is null or v.to_n > $1) and v.state = 'open'
    and /* conditions */ true
order by v.from_n desc, v.incident_id desc
limit $2;

-- name: incidents_newest
-- The same, but for what is not among the newest $3 versions from decision $4 back.
select v.incident_id, v.from_n
from (
    select * from incident_facets v where v.from_n <= $4 order by v.from_n desc, v.incident_id desc limit $3
) v
where (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
order by v.from_n desc, v.incident_id desc
limit $2;

-- name: incidents_within
-- The same of what the newest have little of, perhaps within stretches of decisions, which a condition names. The order
-- is that of no index: otherwise the table might be walked through.
select v.incident_id, v.from_n
from incident_facets v
where v.from_n <= $1 and (v.to_n is null or v.to_n > $1) and v.state = 'open'
    and /* conditions */ true
order by v.from_n + 0 desc, v.incident_id desc
limit $2;

-- name: incidents_by_word
-- The same of what one word finds, for a plan that is made once for any word: first among what the newest decisions told,
-- a quarter of $4 from decision $3 back, and where these have some of it, all; then in the stretches of as many decisions
-- as should fill the page by what was found there, and half as many to spare, but in no more than $5, since the newest may
-- be no example; then in half of those that should by what these had, in the other half and so on, more and more, $6
-- stretches in all; then everywhere, which is next where half of them are more than $7. Of a union and of a lateral join
-- each part is looked for only where those before it have not filled the page.
with first as materialized (
    select v.incident_id, v.from_n
    from incident_facets v
    where v.from_n <= $3 and v.from_n > $3 - $4::bigint / 4
        and (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
    order by v.from_n desc, v.incident_id desc
    limit $2
),
walk as materialized (
    select case when count(*) between 3 and $2 - 1 then $4::bigint else $4::bigint / 4 end as decisions from first
),
newest as materialized (
    select incident_id, from_n from first
    union all
    (
        select v.incident_id, v.from_n
        from incident_facets v
        where v.from_n <= $3 - $4::bigint / 4 and v.from_n > $3 - (select decisions from walk)
            and (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
        order by v.from_n desc, v.incident_id desc
        limit $2
    )
    limit $2
),
near as materialized (
    select
        $3 - walk.decisions as before,
        $3::bigint >> 12 as newest,
        case newest.found when 0 then ($3::bigint >> 12) - $5::bigint + 1 else greatest(
            $3 - walk.decisions * $2 * 3 / (2 * newest.found) >> 12, ($3::bigint >> 12) - $5::bigint + 1
        ) end as oldest
    from walk, (select count(*) as found from newest) newest
),
met as materialized (
    select v.incident_id, v.from_n
    from incident_facets v
    where (select count(*) from newest) < $2
        and array[v.from_n >> 12] && array(select generate_series(near.oldest, near.newest) from near)
        and v.from_n <= (select before from near)
        and (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
    order by v.from_n + 0 desc, v.incident_id desc
    limit $2
),
further as materialized (
    select greatest(1, 1 + near.oldest - (
        $3 - ($3 - (near.oldest << 12)) * $2 / greatest(1, newest.found + met.found) >> 12
    ) >> 1) as stretches
    from near, (select count(*) as found from newest) newest, (select count(*) as found from met) met
),
part as materialized (
    select
        greatest(near.oldest - further.stretches * step.last, near.newest - $6::bigint + 1) as oldest,
        near.oldest - further.stretches * step.first - 1 as newest
    from near, further, unnest('{0,1,2,3,5,9,17,33}'::bigint[], '{1,2,3,5,9,17,33,65}'::bigint[]) step (first, last)
    where coalesce(further.stretches <= $7::bigint, true)
        and near.oldest - further.stretches * step.first > near.newest - $6::bigint + 1
),
whole as materialized (
    select least(near.oldest, (select min(oldest) from part)) as oldest from near
)
select page.incident_id, page.from_n
from (
    (
        select incident_id, from_n from newest
    )
    union all
    (
        select incident_id, from_n from met
    )
    union all
    (
        select found.incident_id, found.from_n
        from part
        cross join lateral (
            select v.incident_id, v.from_n
            from incident_facets v
            where array[v.from_n >> 12] && array(select generate_series(part.oldest, part.newest))
                and v.from_n <= (select before from near)
                and (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
            order by v.from_n + 0 desc, v.incident_id desc
            limit $2
        ) found
    )
    union all
    (
        select v.incident_id, v.from_n
        from incident_facets v
        where (select oldest from whole) > 0 and v.from_n < (select oldest << 12 from whole)
            and v.from_n <= (select before from near)
            and (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
        order by v.from_n + 0 desc, v.incident_id desc
        limit $2
    )
    limit $2
) page
order by page.from_n desc, page.incident_id desc;

-- name: incidents_by_words
-- The same of what words find, of which it begins with the query `quoted`: who is quoted with them, and who is called by
-- them. Where few reports have the words and few incidents are called by them, these are known by now; else they are
-- looked for as of any word.
/* quoted */,
few as materialized (
    select (select count(*) between 1 and $3 from found) and count(*) < 5 * $3 as enough from called
)
select v.incident_id, v.from_n
from (
    select incident_id, from_n from called where (select enough from few)
    union
    select v.incident_id, v.from_n
    from reached
    join incident_facets v on v.incident_id = reached.seed_id
        and v.from_n <= $1 and (v.to_n is null or v.to_n > $1) and v.state = 'open'
    union
    select incident_id, from_n from (/* by_word */) by_word where not (select enough from few)
) v
where not exists (select from feed.erased gone where gone.incident_id = v.incident_id and v.from_n < gone.up_to_n)
    and /* conditions */ true
order by v.from_n desc, v.incident_id desc
limit $2;

-- name: incidents_by_place
-- The same of what lies in an area, of which $6 and $7 are the first and the last cells of its ranges: in $5 stretches,
-- one after the other, and then everywhere; everywhere at once if the newest whole stretch has less than $4.
with dense as materialized (
    select count(*) >= $4 as area
    from (
        select
        from unnest($6::bigint[], $7::bigint[]) area (first, last)
        cross join lateral (
            select from incident_facets v
            where v.from_n >> 12 = ($3::bigint >> 12) - 1 and v.cell between area.first and area.last
            limit $4
        ) met
        limit $4
    ) many
),
part as materialized (
    select greatest(0, case when area then ($3::bigint >> 12) - $5::bigint + 1 else ($3::bigint >> 12) + 1 end) as oldest
    from dense
)
select page.incident_id, page.from_n
from (
    (
        select found.incident_id, found.from_n
        from part cross join generate_series($3::bigint >> 12, part.oldest, -1) stretch
        cross join lateral (
            select v.incident_id, v.from_n
            from unnest($6::bigint[], $7::bigint[]) area (first, last)
            cross join lateral (
                select * from incident_facets v
                where v.from_n >> 12 = stretch and v.cell between area.first and area.last
                offset 0
            ) v
            where v.from_n <= $3
                and (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
            order by v.from_n desc, v.incident_id desc
            limit $2
        ) found
    )
    union all
    (
        select v.incident_id, v.from_n
        from unnest($6::bigint[], $7::bigint[]) area (first, last)
        cross join lateral (
            select * from incident_facets v where v.cell between area.first and area.last offset 0
        ) v
        where v.from_n <= $3 and v.from_n < (select oldest << 12 from part)
            and (v.to_n is null or v.to_n > $1) and v.state = 'open' and /* conditions */ true
        order by v.from_n desc, v.incident_id desc
        limit $2
    )
    limit $2
) page
order by page.from_n desc, page.incident_id desc;

-- name: widespread
-- The words that more than $1 reports have, and those that more versions of incidents are called by, by the planner's
-- statistics.
with shares as (
    select known.schemaname, known.tablename, one.word, one.share
    from pg_stats known
    cross join lateral unnest(known.most_common_elems::text::text[], known.most_common_elem_freqs) one (word, share)
    where (known.schemaname, known.tablename) = ('text', 'report_words')
        or (known.schemaname, known.tablename, known.attname) = (current_schema(), 'incident_facets', 'lexemes')
)
select
    array(
        select word from shares join pg_class counted on counted.oid = 'text.report'::regclass
        where schemaname = 'text' and share * reltuples > $1
    ) as reports,
    array(
        select word from shares join pg_class counted on counted.oid = 'incident_facets'::regclass
        where schemaname <> 'text' and share * reltuples > $1
    ) as names;

-- name: summaries
-- What lists say of incidents, as it was written, in the order of their keys $1 and $2; with $3, who reports on them,
-- and with $4 the traces that wrote it. One row of lists: fifty rows would be sent and received in nine pieces.
select
    array_agg(incident_id) as ids, array_agg(from_n) as numbers, array_agg(summary) as summaries,
    array_agg(up_to_n) as erased, case when $3 then json_agg(sources) end as sources,
    case when $4 then array_agg(trace) end as traces
from (
    select
        v.incident_id, v.from_n, v.summary::text, erased.up_to_n,
        case when $3 then (
            select facets.sources from incident_facets facets
            where facets.incident_id = v.incident_id and facets.from_n = v.from_n
        ) end as sources,
        case when $4 then (select decision.trace from decision where decision.n = v.from_n) end as trace
    from unnest($1::uuid[], $2::bigint[]) with ordinality as page (incident_id, from_n, place)
    join incident_summary v using (incident_id, from_n)
    left join feed.erased on erased.incident_id = v.incident_id
    order by page.place
) told;

-- name: searched
-- The same of the incidents that a search finds which stands in it, with $1 and $2 for $3 and $4: one question less,
-- where it is sure that they are the page.
select
    array_agg(incident_id) as ids, array_agg(from_n) as numbers, array_agg(summary) as summaries,
    array_agg(up_to_n) as erased, case when $1 then json_agg(sources) end as sources,
    case when $2 then array_agg(trace) end as traces
from (
    select
        page.incident_id, page.from_n, v.summary::text, erased.up_to_n,
        case when $1::boolean then (
            select facets.sources from incident_facets facets
            where facets.incident_id = page.incident_id and facets.from_n = page.from_n
        ) end as sources,
        case when $2::boolean then (select decision.trace from decision where decision.n = page.from_n) end as trace
    from (/* search */) page
    cross join lateral (
        select summary from incident_summary
        where incident_summary.incident_id = page.incident_id and incident_summary.from_n = page.from_n
        offset 0
    ) v
    left join feed.erased on erased.incident_id = page.incident_id
    order by page.from_n desc, page.incident_id desc
) told;

-- name: statements
-- Statements as of a decision, with their report, placement, quote and trace, and the reviews that set slots of them. A
-- condition is added.
select
    s.id, s.report_id, s.revision, s.slots, s.alignment, s.theatre, s.retracted_by, s.first_n, s.from_n,
    p.seed_id, p.why as set_aside, p.about, p.evidence, r.header, r.origin_id, r.status as report_status,
    words.found as words_found, words.quote, words.before, words.after,
    erased.report_id is not null or current.status = 'erased' as erased,
    decision.trace, coalesce(corrected.by, '[]') as corrected
from statement s
join placement p on p.statement_id = s.id and p.from_n <= $1 and (p.to_n is null or p.to_n > $1)
join report r on r.id = s.report_id and r.from_n <= $1 and (r.to_n is null or r.to_n > $1)
left join report current on current.id = s.report_id and current.to_n is null
left join decision on decision.n = p.from_n
left join text.erased on erased.report_id = s.report_id
left join lateral (
    select true as found,
        substring(t.words from s.span_start + 1 for s.span_end - s.span_start) as quote,
        substring(t.words from greatest(1, s.span_start - 199) for least(200, s.span_start)) as before,
        substring(t.words from s.span_end + 1 for 200) as after
    from (
        select case s.field when 'title' then title else text end as words
        from text.report where revision = s.revision limit 1
    ) t
) words on true
left join lateral (
    -- Of a slot the last one counts; undone, it leaves what was extracted.
    select json_agg(json_build_object('slot', slot, 'review', id, 'author', author, 'reason', reason) order by slot) as by
    from (
        select distinct on (slot) id, slot, author, reason
        from (
            select id, n, document #>> '{review,action,slot}' as slot, document #>> '{review,author}' as author,
                document #>> '{review,reason}' as reason
            from review
            where outcome = 'applied' and n <= $1
                and document -> 'review' -> 'action' ->> 'statement' = s.id::text
        ) correction
        order by slot, n desc
    ) last
    where not exists (
        select from review undo
        where undo.outcome = 'applied' and undo.n <= $1
            and undo.document -> 'review' -> 'action' ->> 'review' = last.id::text
    )
) corrected on true
where s.from_n <= $1 and (s.to_n is null or s.to_n > $1) and /* conditions */ true
order by s.first_n desc, s.report_id, s.span_start, s.id
limit $2;

-- name: withdrawn_statement
-- The decision that withdrew a statement which does not stand any more.
select statement.to_n as n, decision.known_at, decision.events
from statement left join decision on decision.n = statement.to_n
where statement.id = $2 and statement.to_n <= $1
order by statement.to_n desc
limit 1;

-- name: report
-- A report by any of its addresses, as of a decision.
select report.*, decision.trace
from report left join decision on decision.n = report.from_n
where report.from_n <= $1 and (report.to_n is null or report.to_n > $1)
    and (
        report.id = $2 or report.posted_as = $2 or report.aliases @> array[$2::uuid]
        or report.id in (select decision.report_id from decision where decision.posted_as = $2 and decision.n <= $1)
    )
order by (report.id = $2) desc
limit 1;

-- name: report_decisions
-- What was decided about a report, the newest last.
select n, id, known_at, report_id, posted_as, revision, outcome, events, trace
from decision where n <= $1 and (report_id = $2 or posted_as = $2) order by n;

-- name: report_texts
-- The revisions of a report whose words are stored, and when they came: by the instant $2, or by now without one.
select revision, min(at) as at from text.report
where (report_id = any($1::uuid[]) or aliases && $1::uuid[]) and ($2::timestamptz is null or at <= $2)
group by revision order by min(at);

-- name: report_words
-- The words of a revision, unless they were erased.
select t.title, t.text from text.report t
where t.revision = $1 and not exists (select from text.erased where erased.report_id = t.report_id)
limit 1;

-- name: decision
-- One decision.
select n, id, known_at, input, rules, report_id, posted_as, revision, outcome, events, trace from decision where n = $1;

-- name: decision_evidence
-- The evidence of what one decision placed and linked.
select 'placement' as kind, statement_id, seed_id, null::uuid as other, evidence from placement where from_n = $1
union all
select 'link', null, a, b, evidence from link where from_n = $1
union all
select 'suggestion', statement_id, a, b, evidence from suggestion where from_n = $1;
