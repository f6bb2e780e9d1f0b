-- The whole fold as rows by kind and key, as JSON. Nothing here is the truth: the log is, and this is checked against it.
create table if not exists row (
    kind integer not null,
    -- The 16 bytes of an id, or the text of two.
    key blob not null,
    value text not null,
    -- Of statements alone: which seed each is a member of, and in which order they joined.
    seed blob,
    joined integer
);

-- An index instead of a key of the table: rows lie in the order they came, and only these few bytes are put in between.
create unique index if not exists place on row (kind, key);

create index if not exists member on row (seed, joined, key) where seed is not null;

-- Frequencies in the order they were written, as 64-bit features and their counts of then: of one feature the last holds.
create table if not exists frequency (
    n integer primary key,
    features blob not null,
    counts blob not null
);

-- Where the fold stands, in one row.
create table if not exists head (
    one integer primary key check (one = 1),
    value text not null
);
