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

-- name: sources_changed_at
-- When any source was added or changed last.
select max(changed_at) from registry.source;

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

-- name: valid_sessions
-- The sessions that let in, with their hashes and keys.
select s.hash as session, s.expires_at, k.id, k.scopes, k.source, k.label, k.created_at, k.revoked_at
from registry.session s join registry.key k on k.id = s.key
where k.revoked_at is null and s.expires_at > now();

-- name: open_session
-- A session for the holder of the token with hash $2: a key's that may read, or a ticket's, which is spent by it.
with spent as (
    delete from registry.ticket where hash = $2 and expires_at > now() returning key
)
insert into registry.session (hash, key, expires_at)
select $1, key.id, now() + $3::interval
from registry.key
where revoked_at is null and scopes && $4::text[] and (hash = $2 or id in (select key from spent))
returning expires_at;

-- name: close_session
-- Sign out.
delete from registry.session where hash = $1;

-- name: sweep_sessions
-- Forget the sessions that have ended.
delete from registry.session where expires_at <= now();

-- name: sweep_tickets
-- Forget the tickets that have ended.
delete from registry.ticket where expires_at <= now();

-- name: add_ticket
-- A ticket for the valid key whose token has hash $2.
insert into registry.ticket (hash, key, expires_at)
select $1, id, now() + $3::interval from registry.key where hash = $2 and revoked_at is null
returning hash;
