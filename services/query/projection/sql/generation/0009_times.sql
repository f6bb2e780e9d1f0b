-- What happened in a country within some days is many rows, of which few are of the kind that is asked for: the index of
-- times has countries and kinds too, so that the rows of the others are not read.

drop index incident_occurred;
create index incident_occurred on incident_facets
using gist (occurred) include (from_n, incident_id, to_n, state, event_type, countries);
