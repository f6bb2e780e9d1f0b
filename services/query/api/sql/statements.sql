-- Conditions for the query `statements`; `:value` is where the parameter goes.

-- name: of_seeds
p.seed_id = any(:value::uuid[])

-- name: about_seeds
p.about = any(:value::uuid[])

-- name: of_report
s.report_id = :value::uuid

-- name: of_claimant
s.claimant = :value::text

-- name: of_id
s.id = :value::uuid
