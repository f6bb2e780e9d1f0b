-- name: head
-- Where the feed stands and which generation is served.
select epoch, first_seq, last_seq, live_generation from feed.head;

-- name: changes
-- What came after a number, in order. Documents are as they were written: they are passed on.
select
    seq, at, change.incident_id, kind, generation, n, before::text, after::text, before_filters, after_filters, trace,
    changed, erased.up_to_n
from feed.change left join feed.erased on erased.incident_id = change.incident_id
where seq > $1 order by seq limit $2;

-- name: changes_told
-- The same for a reader without filters.
select
    seq, at, change.incident_id, kind, generation, n, before::text, after::text, trace, changed, erased.up_to_n
from feed.change left join feed.erased on erased.incident_id = change.incident_id
where seq > $1 order by seq limit $2;

-- name: candidates
-- Of the changes after a number and up to $2, the first $3 that may pass filters, by what filters look at: on one side of
-- each up to three words are found, of which none is found everywhere. Looking for a word is half of matching a pattern.
select seq, before_filters, after_filters from feed.change
where seq > $1 and seq <= $2
    and (
        strpos(before_filters::text, coalesce(($4::text[])[1], '')) > 0
            and strpos(before_filters::text, coalesce(($4::text[])[2], '')) > 0
            and strpos(before_filters::text, coalesce(($4::text[])[3], '')) > 0
        or strpos(after_filters::text, coalesce(($4::text[])[1], '')) > 0
            and strpos(after_filters::text, coalesce(($4::text[])[2], '')) > 0
            and strpos(after_filters::text, coalesce(($4::text[])[3], '')) > 0
    )
order by seq limit $3;

-- name: these_changes
-- Changes by their numbers, in order, of which it is known what they are to who asks.
select
    seq, at, change.incident_id, kind, generation, n, before::text, after::text, trace, changed, erased.up_to_n
from feed.change left join feed.erased on erased.incident_id = change.incident_id
where seq = any($1::bigint[]) order by seq;
