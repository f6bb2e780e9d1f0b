-- The words of reports, revision by revision.

create table report (
    report_id uuid not null,
    revision uuid not null,
    submission_id uuid not null,
    -- What the posting named it and its other addresses.
    aliases uuid[] not null default '{}',
    title text,
    text text not null,
    at timestamptz not null,
    primary key (submission_id)
);
create index report_revision on report (revision);
create index report_named on report (report_id);
create index report_aliases on report using gin (aliases);

-- Reports whose words are gone; later revisions are refused.
create table erased (
    report_id uuid primary key,
    at timestamptz not null
);

create table position (
    partition int primary key,
    next_offset bigint not null
);
