-- Browsers that are signed in with a key, and links by which one can be, once. Both end with their key.

create table session (
    -- SHA-256 of the token in the cookie, as of a key.
    hash bytea primary key check (length(hash) = 32),
    key uuid not null references key (id),
    opened_at timestamptz not null default now(),
    expires_at timestamptz not null
);

create table ticket (
    hash bytea primary key check (length(hash) = 32),
    key uuid not null references key (id),
    expires_at timestamptz not null
);
