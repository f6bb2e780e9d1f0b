-- Conditions that filters add to the query `incidents`; `:value` is where the parameter of the filter goes.

-- name: country
v.countries @> array[:value::text]

-- name: theatre
v.theatre = :value::text

-- name: event_type
v.event_type = any(:value::text[])

-- name: actor
v.actors @> array[:value::text]

-- name: claimant
v.claimants @> array[:value::text]

-- name: source
v.sources @> array[:value::text]

-- name: support
v.support = any(:value::text[])

-- name: dispute
v.dispute = any(:value::text[])

-- name: occurred_from
v.occurred_to >= :value::timestamptz

-- name: occurred_to
v.occurred_from <= :value::timestamptz

-- name: updated_since
v.updated_at >= :value::timestamptz

-- name: min_killed
v.killed >= :value::int

-- name: bbox
-- In two halves where it crosses the antimeridian.
(point(v.lon, v.lat) <@ :value::box or point(v.lon, v.lat) <@ :other::box)

-- name: near
-- Boxes that hold the circle are what the index finds; then great-circle distance, by haversines.
(point(v.lon, v.lat) <@ :value::box or point(v.lon, v.lat) <@ :other::box)
and 2 * 6371.0088 * asin(least(1, sqrt(
    power(sin(radians(v.lat - :lat::float8) / 2), 2)
    + cos(radians(:lat::float8)) * cos(radians(v.lat)) * power(sin(radians(v.lon - :lon::float8) / 2), 2)
))) <= :km::float8

-- name: text
-- What was said before an erasure is found by no words any more.
to_tsvector('simple', v.words) @@ websearch_to_tsquery('simple', :value::text)
and not exists (select from feed.erased gone where gone.incident_id = v.incident_id and v.from_n < gone.up_to_n)

-- name: after
-- The rest of a list, after the last incident of a page.
(v.from_n, v.incident_id) < (:from_n::bigint, :value::uuid)
