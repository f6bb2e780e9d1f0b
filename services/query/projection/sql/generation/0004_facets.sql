-- An incident version lies in two tables, so that a filter passes over what it looks at and nothing else: a list of
-- many reads some of these, and the documents of its page alone. `incident_version` is both together.

-- A number for a place, near for what is near: the bits of its column and row among 65,536 each, in turn (Morton 1966).
create function interleaved(x bigint) returns bigint language sql immutable strict parallel safe begin atomic
    select (d | (d << 1)) & 1431655765 from (
        select (c | (c << 2)) & 858993459 as d from (
            select (b | (b << 4)) & 252645135 as c from (select (x | (x << 8)) & 16711935 as b) b
        ) c
    ) d;
end;
create function place_cell(lat double precision, lon double precision) returns bigint
language sql immutable strict parallel safe begin atomic
    select interleaved(least(65535, floor((lon + 180) / 360 * 65536)::bigint))
        | (interleaved(least(65535, floor((lat + 90) / 180 * 65536)::bigint)) << 1);
end;

-- What filters look at.
create table incident_facets (
    incident_id uuid not null,
    from_n bigint not null,
    to_n bigint,
    -- open, merged or withdrawn
    state text not null,
    event_type text,
    theatre text,
    support text,
    dispute text,
    occurred tstzrange,
    cell bigint,
    lat double precision,
    lon double precision,
    -- The highest number that some claimant says were killed at least.
    killed int,
    countries text[],
    actors text[],
    claimants text[],
    sources text[],
    lexemes tsvector
);

-- What is served.
create table incident_summary (
    incident_id uuid not null,
    from_n bigint not null,
    merged_into uuid,
    updated_at timestamptz not null,
    opened_at timestamptz not null,
    occurred_from timestamptz,
    occurred_to timestamptz,
    words text,
    -- What is served in lists and in the feed. Claims and statements are put together when they are read.
    summary json not null,
    -- Of all that its statements say, spans apart.
    digest text not null
);

insert into incident_facets
select
    incident_id, from_n, to_n, state, event_type, theatre, support, dispute,
    case when occurred_from is not null then tstzrange(occurred_from, occurred_to, '[]') end,
    place_cell(lat, lon), lat, lon, killed, countries, actors, claimants, sources, to_tsvector('simple', words)
from incident_version
order by from_n;
insert into incident_summary
select incident_id, from_n, merged_into, updated_at, opened_at, occurred_from, occurred_to, words, summary, digest
from incident_version
order by from_n;
drop table incident_version;

alter table incident_facets add primary key (incident_id, from_n);
create unique index incident_now on incident_facets (incident_id) where to_n is null;
-- Lists are in the order of the last change, newest first, now and as of any n.
create index incident_order on incident_facets (from_n desc, incident_id desc);
create index incident_type on incident_facets (event_type, from_n desc);
create index incident_theatre on incident_facets (theatre, from_n desc);
create index incident_support on incident_facets (support, from_n desc);
create index incident_dispute on incident_facets (dispute, from_n desc);
create index incident_occurred on incident_facets using gist (occurred);
create index incident_cell on incident_facets (cell);
create index incident_killed on incident_facets (killed) where killed is not null;
create index incident_countries on incident_facets using gin (countries);
create index incident_actors on incident_facets using gin (actors);
create index incident_claimants on incident_facets using gin (claimants);
create index incident_sources on incident_facets using gin (sources);
create index incident_lexemes on incident_facets using gin (lexemes);
-- Of where most things happen the planner must know more than of other columns: fronts are narrow.
alter table incident_facets alter column cell set statistics 1000;
alter table incident_summary add primary key (incident_id, from_n);

create view incident_version as
select
    incident_id, from_n, to_n, state, merged_into, updated_at, opened_at, event_type, theatre, countries, actors,
    claimants, sources, support, dispute, occurred_from, occurred_to, lat, lon, killed, words, summary, digest
from incident_facets join incident_summary using (incident_id, from_n);
