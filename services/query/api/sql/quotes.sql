-- name: quoted
-- The beginning of a query that knows who is quoted, as of decision $1, with the words $2, where no more than $3 reports
-- have them: `found` are these reports, `called` the open incidents that are called by the words (five times $3 are the
-- most that so few reports should be of), and `reached` those of which a quote or the title of a report has the words,
-- but which are not called by them. The reports are found by their words; then it is looked at which of those are
-- quoted, but for incidents that are called by them, since to take a text to its words takes longer than all else.
with recursive found as materialized (
    select ctid as place, revision
    from text.report
    where to_tsvector('simple', coalesce(title, '') || ' ' || text) @@ websearch_to_tsquery('simple', $2)
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
    select p.seed_id, found.place, s.field, s.span_start, s.span_end
    from found
    join statement s on s.revision = found.revision and s.from_n <= $1 and (s.to_n is null or s.to_n > $1)
    join placement p on p.statement_id = s.id and p.from_n <= $1 and (p.to_n is null or p.to_n > $1)
    where (select count(*) from found) <= $3
        and p.seed_id is not null
        and p.seed_id not in (select incident_id from called)
),
told as (
    select distinct said.seed_id
    from said
    cross join lateral (select title, text from text.report where report.ctid = said.place offset 0) report
    where to_tsvector('simple', coalesce(title, '')) @@ (select websearch_to_tsquery('simple', $2))
        or to_tsvector('simple', substring(
            case said.field when 'title' then title else text end
            from said.span_start + 1 for said.span_end - said.span_start
        )) @@ (select websearch_to_tsquery('simple', $2))
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
