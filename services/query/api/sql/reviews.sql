-- Queries of reviews and suggestions. $1 is the decision as of which is asked.

-- name: review
-- What was decided of a review, and the review that has undone it since.
select review.id, review.n, review.outcome, review.why, review.detail, review.document, decision.known_at,
    decision.events, decision.trace, undoing.id as undone_by
from review
join decision on decision.n = review.n
left join lateral (
    select later.id from review later
    where later.outcome = 'applied' and later.document -> 'review' -> 'action' ->> 'review' = review.id::text
        and later.n <= $1
    order by later.n
    limit 1
) undoing on true
where review.id = $2 and review.n <= $1
order by review.n
limit 1;

-- name: reviews
-- A page of reviews, the last decided first, after the one that was decided in $3.
select review.id, review.n, review.outcome, review.why, review.detail, review.document, decision.known_at,
    decision.events, decision.trace, undoing.id as undone_by
from review
join decision on decision.n = review.n
left join (
    select distinct on (undone) id, undone
    from (
        select id, n, document -> 'review' -> 'action' ->> 'review' as undone
        from review
        where outcome = 'applied' and n <= $1
    ) applied
    where undone is not null
    order by undone, n
) undoing on undoing.undone = review.id::text
where review.n <= $1 and ($3::bigint is null or review.n < $3) and ($4::text is null or review.outcome = $4)
order by review.n desc
limit $2;

-- name: suggestions
-- A page of the links that are suggested and that nobody has judged, the most doubtful first: at 0 bits the odds are
-- even. Bits have two decimals. A page begins after $3 hundredths and the seeds $4 and $5.
select suggestion.a, suggestion.b, suggestion.score, suggestion.statement_id, suggestion.evidence, suggestion.from_n,
    doubt.hundredths, decision.known_at, decision.trace
from suggestion
join decision on decision.n = suggestion.from_n
cross join lateral (select round(abs(suggestion.score) * 100)::bigint as hundredths) doubt
where suggestion.from_n <= $1 and (suggestion.to_n is null or suggestion.to_n > $1)
    and ($3::bigint is null or (doubt.hundredths, suggestion.a, suggestion.b) > ($3, $4::uuid, $5::uuid))
order by doubt.hundredths, suggestion.a, suggestion.b
limit $2;

-- name: summaries
-- The summaries of incidents.
select v.incident_id, v.summary, erased.up_to_n
from incident_version v
left join feed.erased on erased.incident_id = v.incident_id
where v.incident_id = any($2::uuid[]) and v.from_n <= $1 and (v.to_n is null or v.to_n > $1);
