-- What is looked for by a word lies in one index, together with the stretch of 16,384 decisions that a version is of: so
-- what is common is found among the newest stretches, and its older rows are not looked at. The same for places.

drop index incident_countries, incident_actors, incident_claimants, incident_sources, incident_lexemes;
create index incident_terms on incident_facets
using gin (countries, actors, claimants, sources, lexemes, (array[from_n >> 14]));
create index incident_stretch_cell on incident_facets ((from_n >> 14), cell);
