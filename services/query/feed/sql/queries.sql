-- name: head
-- Where the feed stands and which generation is served.
select epoch, first_seq, last_seq, live_generation from feed.head;

-- name: changes
-- What came after a number, in order.
select
    seq, at, change.incident_id, kind, generation, n, before, after, before_filters, after_filters, trace,
    erased.up_to_n
from feed.change left join feed.erased on erased.incident_id = change.incident_id
where seq > $1 order by seq limit $2;

-- name: filter_columns
-- The same, of which only what filters look at is read.
select seq, before_filters, after_filters from feed.change where seq > $1 order by seq limit $2;

-- name: these_changes
-- Changes by their numbers, in order.
select
    seq, at, change.incident_id, kind, generation, n, before, after, before_filters, after_filters, trace,
    erased.up_to_n
from feed.change left join feed.erased on erased.incident_id = change.incident_id
where seq = any($1::bigint[]) order by seq;
