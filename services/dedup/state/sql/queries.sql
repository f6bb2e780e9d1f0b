-- name: get
-- One row.
select value from row where kind = ? and key = ?

-- name: keys
-- Every key of a kind.
select key from row where kind = ?

-- name: all
-- Every row of a kind.
select key, value from row where kind = ? order by key

-- name: put
-- Set a row.
insert into row (kind, key, value, seed, joined) values (?, ?, ?, ?, ?)
on conflict (kind, key) do update set value = excluded.value, seed = excluded.seed, joined = excluded.joined

-- name: members
-- The statements of a seed, oldest member first.
select key from row where seed = ? order by joined

-- name: frequencies
-- Every frequency.
select key, count from frequency

-- name: put_frequency
-- Set a frequency.
insert into frequency (key, count) values (?, ?) on conflict (key) do update set count = excluded.count

-- name: head
-- Where the fold stands.
select value from head where one = 1

-- name: put_head
-- Set where the fold stands.
insert into head (one, value) values (1, ?) on conflict (one) do update set value = excluded.value
