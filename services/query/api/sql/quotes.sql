-- name: quoted
-- The beginning of a query that knows who is quoted, as of decision $1, with the words $2, where no more than $3 reports
-- have them: `found` are these reports, `called` the open incidents that are called by the words (five times $3 are the
-- most that so few reports should be of), and `reached` those of which a quote or the title of a report has the words,
-- but which are not called by them. The reports are found by their words; then it is looked at which of those are
-- quoted, but for incidents that are called by them, since to take a text to its words takes longer than all else. To
-- learn from the index that a word is in fifty thousand takes as long as the rest of an answer: of one that is in ten
-- times $3 the planner's statistics know.
with recursive common as materialized (
    select
    from pg_stats known
    cross join lateral unnest(known.most_common_elems::text::text[], known.most_common_elem_freqs) one (word, share)
    join pg_class reports on reports.oid = 'text.report'::regclass
    where known.schemaname = 'text' and known.tablename = 'report_words'
        and numnode(websearch_to_tsquery('simple', $2)) = 1
        and one.word = any((select tsvector_to_array(to_tsvector('simple', $2)))::text[])
        and one.share * reports.reltuples > 10 * $3
),
found as materialized (
    select revision, title, text
    from text.report
    where not exists (select from common)
        and to_tsvector('simple', coalesce(title, '') || ' ' || text) @@ websearch_to_tsquery('simple', $2)
    limit $3 + 1
),
called as materialized (
    select v.incident_id, v.from_n
    from incident_facets v
    where (select count(*) from found) between 1 and $3
        and v.from_n <= $1 and (v.to_n is null or v.to_n > $1) and v.state = 'open'
        and v.lexemes @@ (select websearch_to_tsquery('simple', $2))
    limit 5 * $3
),
said as materialized (
    select p.seed_id, found.title, substring(
        case s.field when 'title' then found.title else found.text end
        from s.span_start + 1 for s.span_end - s.span_start
    ) as quote
    from found
    join statement s on s.revision = found.revision and s.from_n <= $1 and (s.to_n is null or s.to_n > $1)
    join placement p on p.statement_id = s.id and p.from_n <= $1 and (p.to_n is null or p.to_n > $1)
    where (select count(*) from found) <= $3
        and p.seed_id is not null
        and p.seed_id not in (select incident_id from called)
),
told as (
    select distinct seed_id from said
    where to_tsvector('simple', coalesce(title, '')) @@ (select websearch_to_tsquery('simple', $2))
        or to_tsvector('simple', quote) @@ (select websearch_to_tsquery('simple', $2))
),
reached as (
    select seed_id from told
    union
    select next.id
    from reached
    cross join lateral (
        select b as id from link where a = seed_id and from_n <= $1 and (to_n is null or to_n > $1)
        union all
        select a from link where b = seed_id and from_n <= $1 and (to_n is null or to_n > $1)
    ) next
)

-- name: quoting
-- Its end for who asks no more: whether few reports have the words, but any, and those who are quoted. Of the seeds of an
-- incident only the oldest is its id; the others are no open incidents.
select (select count(*) between 1 and $3 from found) as rare, array(select seed_id from reached) as incidents;
