-- What is found by a number or a time is many rows, of which a page wants the keys of the newest: these lie in the
-- index itself, so that the rows need not be looked at.

drop index incident_killed;
create index incident_killed on incident_facets (killed) include (from_n, incident_id, to_n, state, dispute)
where killed is not null;

drop index incident_occurred;
create index incident_occurred on incident_facets using gist (occurred) include (from_n, incident_id, to_n, state);
