-- Seeds of generations that are gone and that the one that is served does not have: their ids lead on to wherever their
-- founding statement belongs.

create table former_seed (
    id uuid primary key,
    founding_statement uuid not null,
    -- The decision that opened it: a number means the same input in every generation.
    opened_n bigint not null
);
