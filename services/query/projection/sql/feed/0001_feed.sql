-- Changes of incidents, in the order in which they were committed. `before` and `after` are summaries as served then.

-- Where the feed stands: one row. Another epoch means that cursors of the one before say nothing any more.
create table head (
    one boolean primary key default true check (one),
    epoch uuid not null default gen_random_uuid(),
    last_seq bigint not null default 0,
    -- The lowest that has not been trimmed.
    first_seq bigint not null default 1,
    -- The generation that is served and whose projector writes here.
    live_generation text
);
insert into head default values;

create table change (
    seq bigint primary key,
    at timestamptz not null,
    incident_id uuid not null,
    -- opened, changed, merged, restored or withdrawn
    kind text not null,
    generation text not null,
    n bigint not null,
    before json,
    after json not null,
    -- What filters look at, before and after: the filter columns of the versions. A tombstone has none.
    before_filters json,
    after_filters json,
    trace text
);
-- Incidents of whose versions before `up_to_n` no words may be served any more: a report of theirs was erased.
create table erased (
    incident_id uuid primary key,
    up_to_n bigint not null
);

create index change_incident on change (incident_id, seq);
create index change_n on change (n);
