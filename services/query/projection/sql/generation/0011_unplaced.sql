-- By OGC API – Features what has no place is in every area, and what has no time in every interval: both are found in the
-- order of the list. The indexes have all that this looks at, so that rows need not be read.

create index incident_unplaced on incident_facets (from_n desc, incident_id desc) include (to_n)
where cell is null and state = 'open';
create index incident_undated on incident_facets (from_n desc, incident_id desc) include (to_n)
where occurred is null and state = 'open';
