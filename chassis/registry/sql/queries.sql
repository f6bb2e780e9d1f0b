-- name: put_source
-- Add a source, or replace what is said of it; whether it is new.
insert into registry.source (id, name, kind, country, actor, reliability)
values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update set
    name = excluded.name,
    kind = excluded.kind,
    country = excluded.country,
    actor = excluded.actor,
    reliability = excluded.reliability,
    changed_at = now()
returning xmax = 0 as added;

-- name: sources
-- Every source, by id.
select id, name, kind, country, actor, reliability from registry.source order by id;

-- name: add_key
-- Keep the hash of a new key.
insert into registry.key (id, hash, scopes, source, label)
values ($1, $2, $3, $4, $5)
returning id, scopes, source, label, created_at, revoked_at;

-- name: keys
-- Every key without its hash, the newest last.
select id, scopes, source, label, created_at, revoked_at from registry.key order by created_at, id;

-- name: valid_keys
-- The keys that let in, with their hashes.
select hash, id, scopes, source, label, created_at, revoked_at from registry.key where revoked_at is null;

-- name: revoke_key
-- Let a key in no more. An earlier revocation keeps its time.
update registry.key set revoked_at = coalesce(revoked_at, now())
where id = $1
returning id, scopes, source, label, created_at, revoked_at;
