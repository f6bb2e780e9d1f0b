-- The whole fold as rows by kind and key, as JSON. Nothing here is the truth: the log is, and this is checked against it.
create table if not exists row (
    kind text not null,
    key text not null,
    value text not null,
    -- Of statements alone: which seed each is a member of, and in which order they joined.
    seed text,
    joined integer,
    unique (kind, key)
);

create index if not exists member on row (seed, joined) where seed is not null;

create table if not exists frequency (
    key integer primary key,
    count integer not null
);

-- Where the fold stands, in one row.
create table if not exists head (
    one integer primary key check (one = 1),
    value text not null
);
