-- What has no time is looked for in an area too, or among what has no place either: by its cell, or by having none.

create index incident_undated_cell on incident_facets (cell, from_n desc, incident_id desc) include (to_n, lat, lon)
where occurred is null and state = 'open';
