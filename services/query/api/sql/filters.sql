-- Conditions that filters add to the query `incidents`; `:value` is where the parameter of the filter goes.

-- name: country
v.countries @> array[:value::text]

-- name: theatre
v.theatre = :value::text

-- name: event_type
-- Of one value alone the index has the rows in the order of the list, of several only one after the other.
v.event_type = any(:value::text[])

-- name: event_type_alone
v.event_type = :value::text

-- name: actor
v.actors @> array[:value::text]

-- name: claimant
v.claimants @> array[:value::text]

-- name: source
v.sources @> array[:value::text]

-- name: support
v.support = any(:value::text[])

-- name: support_alone
v.support = :value::text

-- name: dispute
v.dispute = any(:value::text[])

-- name: dispute_alone
v.dispute = :value::text

-- name: occurred
-- From `occurred_from` to `occurred_to`, either of which may be open.
v.occurred && tstzrange(:start::timestamptz, :end::timestamptz, '[]')

-- name: updated_since
-- A version was known with its decision, and decisions are in the order of time.
v.from_n >= (select n from decision where known_at >= :value::timestamptz order by known_at, n limit 1)

-- name: min_killed
v.killed >= :value::int

-- name: cells
-- Ranges of cells that hold an area: what the index finds, and what the planner can guess the number of.
(
    v.cell between :from_a::bigint and :to_a::bigint
    or v.cell between :from_b::bigint and :to_b::bigint
    or v.cell between :from_c::bigint and :to_c::bigint
    or v.cell between :from_d::bigint and :to_d::bigint
    or v.cell between :from_e::bigint and :to_e::bigint
    or v.cell between :from_f::bigint and :to_f::bigint
    or v.cell between :from_g::bigint and :to_g::bigint
    or v.cell between :from_h::bigint and :to_h::bigint
)

-- name: bbox
-- Beside the cells. It stands in a case, which the planner makes no guess about: the same twice would be taken for two
-- chances.
case
    when v.lat not between :south::float8 and :north::float8 then false
    when :west::float8 <= :east::float8 then v.lon between :west and :east
    else v.lon >= :west or v.lon <= :east
end

-- name: near
-- Beside the cells: great-circle distance, by haversines.
2 * 6371.0088 * asin(least(1, sqrt(
    power(sin(radians(v.lat - :lat::float8) / 2), 2)
    + cos(radians(:lat::float8)) * cos(radians(v.lat)) * power(sin(radians(v.lon - :lon::float8) / 2), 2)
))) <= :km::float8

-- name: unplaced
v.cell is null

-- name: undated
v.occurred is null

-- name: text
-- What was said before an erasure is found by no words any more.
v.lexemes @@ websearch_to_tsquery('simple', :value::text)
and not exists (select from feed.erased gone where gone.incident_id = v.incident_id and v.from_n < gone.up_to_n)

-- name: text_once
-- The same in a plan for any words: what is asked for is made of them once, not for each row.
v.lexemes @@ (select websearch_to_tsquery('simple', :value::text))
and not exists (select from feed.erased gone where gone.incident_id = v.incident_id and v.from_n < gone.up_to_n)

-- name: text_quoted
-- The same of words that few reports have: `quoted` are further incidents, of which a quote or the title of a report has
-- them.
(v.lexemes @@ websearch_to_tsquery('simple', :value::text) or v.incident_id = any(:quoted::uuid[]))
and not exists (select from feed.erased gone where gone.incident_id = v.incident_id and v.from_n < gone.up_to_n)

-- name: after
-- The rest of a list, after the last incident of a page.
(v.from_n, v.incident_id) < (:from_n::bigint, :value::uuid)

-- name: stretches
-- Told in one of these stretches of decisions, as the index of words has them.
array[v.from_n >> 12] && :value::bigint[]

-- name: stretches_of_cells
-- The same, as the index of places has them.
(v.from_n >> 12) = any(:value::bigint[])
