-- name: get
-- One row.
select value from row where kind = ? and key = ?

-- name: keys
-- Every key of a kind.
select key from row where kind = ?

-- name: all
-- Every row of a kind, in the order they came.
select key, value from row where +kind = ? order by rowid

-- name: put
-- Set a row.
insert into row (kind, key, value, seed, joined) values (?, ?, ?, ?, ?)
on conflict (kind, key) do update set value = excluded.value, seed = excluded.seed, joined = excluded.joined

-- name: members
-- The statements of a seed, oldest member first.
select key from row where seed = ? order by joined

-- name: frequencies
-- Every frequency, those written last at the end.
select features, counts from frequency order by n

-- name: add_frequencies
-- Write frequencies that changed.
insert into frequency (features, counts) values (?, ?)

-- name: clear_frequencies
-- Throw away what was written, to write it anew without what no longer holds.
delete from frequency

-- name: head
-- Where the fold stands.
select value from head where one = 1

-- name: put_head
-- Set where the fold stands.
insert into head (one, value) values (1, ?) on conflict (one) do update set value = excluded.value
