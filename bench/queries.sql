-- name: folded
-- The number of the decision to fold next: everything before it can be read.
select next_n from position;

-- name: outcomes
-- Decisions from this number on: the report that each is of, as it was posted, and whether it changed the feed.
select n, posted_as, exists (select from feed.change where change.n = decision.n) as fed
from decision where n >= $1 and report_id is not null;

-- name: statements
-- How many statements stand.
select count(*) from statement where to_n is null;

-- name: largest_incident
-- How many statements the largest open incident has.
select max((summary->'counts'->>'statements')::int) from incident_version where to_n is null and state = 'open';
