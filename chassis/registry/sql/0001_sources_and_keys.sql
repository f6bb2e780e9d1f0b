-- Who may post and read. Nothing here is derived from the log, so it is never rebuilt.

create table source (
    -- A slug that people type and that report ids are made of: it never changes.
    id text primary key check (id ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    name text not null check (btrim(name) <> ''),
    kind text not null,
    -- ISO 3166-1 alpha-2.
    country text check (country ~ '^[A-Z]{2}$'),
    -- Its voice: {id, name, country, kind}.
    actor jsonb not null check (jsonb_typeof(actor) = 'object'),
    -- Admiralty grade (STANAG 2511): F cannot be judged.
    reliability text not null default 'F' check (reliability ~ '^[A-F]$'),
    added_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
);

-- Sources can be named in `on_behalf_of`, so two must not share a name.
create unique index source_name on source (lower(regexp_replace(btrim(name), '\s+', ' ', 'g')));

create table key (
    id uuid primary key,
    -- SHA-256 of the token. The token has 256 random bits, so it needs neither salt nor a slow hash.
    hash bytea not null unique check (length(hash) = 32),
    scopes text[] not null check (cardinality(scopes) > 0),
    -- Whose reports it posts; null for a key that only reads, reviews or operates.
    source text references source (id),
    label text not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);

create index key_source on key (source);
