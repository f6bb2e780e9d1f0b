-- Conditions for the query `statements`; `:value` is where the parameter goes.

-- name: of_seeds
p.seed_id = any(:value::uuid[])

-- name: of_or_about_seeds
-- Of these, or set aside and about these.
(p.seed_id = any(:value::uuid[]) or p.about = any(:value::uuid[]))

-- name: of_report
s.report_id = :value::uuid

-- name: of_claimant
s.claimant = :value::text

-- name: of_id
s.id = :value::uuid

-- name: after
-- The rest of a list, after the statement that a page ended with.
s.first_n <= :first_n::bigint and (
    s.first_n < :first_n::bigint
    or (s.report_id, coalesce(s.span_start, 2147483647), s.id) > (
        select last.report_id, coalesce(last.span_start, 2147483647), last.id
        from statement last
        where last.id = :value::uuid and last.from_n <= $1 and (last.to_n is null or last.to_n > $1)
    )
)
