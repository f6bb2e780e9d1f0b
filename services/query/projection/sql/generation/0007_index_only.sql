-- Stretches are of 4,096 decisions: a page of what is common lies within few rows, and of what is rare many stretches are
-- asked for at once. Of a place, and of what is denied, the indexes have all that a search looks at, so that rows need not
-- be read; and what a page says of its incidents lies together in the order of the list.

drop index incident_terms, incident_stretch_cell, incident_cell, incident_dispute;
create index incident_terms on incident_facets
using gin (countries, actors, claimants, sources, lexemes, (array[from_n >> 12]));
create index incident_stretch_cell on incident_facets ((from_n >> 12), cell)
include (from_n, incident_id, to_n, state, lat, lon);
create index incident_cell on incident_facets (cell) include (from_n, incident_id, to_n, state, lat, lon);
create index incident_dispute on incident_facets (dispute, from_n desc) include (incident_id, to_n, state, killed);

alter table incident_summary drop constraint incident_summary_pkey;
alter table incident_summary add primary key (from_n, incident_id);
