-- The record as it was known at any decision. A row holds for decisions from_n <= n < to_n; to_n null: it still holds.
-- JSON is json, not jsonb: it is served as it was written, its members in their order.
-- Writing goes by (key, from_n); reading by the partial indexes on what holds now, or by key and range.

create table decision (
    n bigint primary key,
    id uuid not null,
    known_at timestamptz not null,
    input json not null,
    rules text not null,
    -- What it was about and what came of it: decided, duplicate, stale, retracted, erased, parked, review.
    report_id uuid,
    posted_as uuid,
    revision uuid,
    outcome text not null,
    -- Its events by type and ids; slots and evidence stand in the rows that the events made.
    events json not null,
    -- The traceparent of the span that folded it, so that a reader's trace can link to it.
    trace text
);
create index decision_known_at on decision (known_at);
create index decision_report on decision (report_id) where report_id is not null;
create index decision_posted_as on decision (posted_as) where posted_as is not null;

create table report (
    id uuid not null,
    revision uuid not null,
    from_n bigint not null,
    to_n bigint,
    posted_as uuid not null,
    aliases uuid[] not null default '{}',
    source_id text not null,
    header json not null,
    origin_id uuid not null,
    extraction_rules text not null,
    position json not null,
    truncated int not null default 0,
    status text not null,
    why text,
    detail text,
    primary key (id, from_n)
);
create unique index report_now on report (id) where to_n is null;
create index report_alias on report using gin (aliases);
create index report_source on report (source_id) where to_n is null;

create table statement (
    id uuid not null,
    from_n bigint not null,
    to_n bigint,
    report_id uuid not null,
    revision uuid not null,
    claimant text not null,
    event_type text not null,
    speech_act text not null,
    -- The whole statement in its JSON form, span and sentence too.
    slots json not null,
    field text,
    span_start int,
    span_end int,
    alignment json not null,
    theatre text,
    retracted_by uuid,
    -- The decision that first took it in.
    first_n bigint not null,
    primary key (id, from_n)
);
create unique index statement_now on statement (id) where to_n is null;
create index statement_report on statement (report_id);
create index statement_claimant on statement (claimant, first_n desc);
create index statement_newest on statement (first_n desc);

create table placement (
    statement_id uuid not null,
    -- Null: set aside, with why, and perhaps as background about a seed.
    seed_id uuid,
    why text,
    about uuid,
    evidence json,
    from_n bigint not null,
    to_n bigint,
    primary key (statement_id, from_n)
);
create unique index placement_now on placement (statement_id) where to_n is null;
create index placement_seed on placement (seed_id) where seed_id is not null;
create index placement_about on placement (about) where about is not null;

create table seed (
    id uuid not null,
    founding_statement uuid not null,
    -- Where its last statement went, once it was emptied.
    moved_to uuid,
    -- Its age: the decision that opened it, and its place among those that this decision opened.
    opened_n bigint not null,
    opened_ordinal int not null,
    opened_at timestamptz not null,
    from_n bigint not null,
    to_n bigint,
    primary key (id, from_n)
);
create unique index seed_now on seed (id) where to_n is null;
create index seed_founding on seed (founding_statement);

create table link (
    a uuid not null,
    b uuid not null,
    cause uuid not null,
    evidence json,
    from_n bigint not null,
    to_n bigint,
    primary key (a, b, cause, from_n)
);
create index link_b on link (b);

create table review (
    id uuid not null,
    n bigint not null,
    outcome text not null,
    why text,
    detail text,
    document json,
    primary key (id, n)
);

create table suggestion (
    a uuid not null,
    b uuid not null,
    score double precision not null,
    statement_id uuid not null,
    evidence json,
    from_n bigint not null,
    to_n bigint,
    primary key (a, b, from_n)
);
create index suggestion_b on suggestion (b) where to_n is null;

create table incident_version (
    incident_id uuid not null,
    from_n bigint not null,
    to_n bigint,
    -- open, merged or withdrawn
    state text not null,
    merged_into uuid,
    updated_at timestamptz not null,
    opened_at timestamptz not null,
    -- What filters look at.
    event_type text,
    theatre text,
    countries text[],
    actors text[],
    claimants text[],
    sources text[],
    support text,
    dispute text,
    occurred_from timestamptz,
    occurred_to timestamptz,
    lat double precision,
    lon double precision,
    -- The highest number that some claimant says were killed at least.
    killed int,
    words text,
    -- What is served in lists and in the feed. Claims and statements are put together when they are read.
    summary json not null,
    -- Of all that its statements say, spans apart.
    digest text not null,
    primary key (incident_id, from_n)
);
create unique index incident_now on incident_version (incident_id) where to_n is null;
-- Lists are in the order of the last change, newest first, now and as of any n.
create index incident_order on incident_version (from_n desc, incident_id desc);
create index incident_type on incident_version (event_type, from_n desc);
create index incident_theatre on incident_version (theatre, from_n desc);
create index incident_support on incident_version (support, from_n desc);
create index incident_dispute on incident_version (dispute, from_n desc);
create index incident_updated on incident_version (updated_at);
create index incident_occurred on incident_version (occurred_from, occurred_to);
create index incident_killed on incident_version (killed) where killed is not null;
create index incident_countries on incident_version using gin (countries);
create index incident_actors on incident_version using gin (actors);
create index incident_claimants on incident_version using gin (claimants);
create index incident_sources on incident_version using gin (sources);
create index incident_point on incident_version using gist (point(lon, lat));
create index incident_words on incident_version using gin (to_tsvector('simple', words));

-- How far the fold has come: one row.
create table position (
    one boolean primary key default true check (one),
    topic text not null,
    next_n bigint not null,
    last_id uuid,
    next_offset bigint not null
);
