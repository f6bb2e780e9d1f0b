-- What may have happened on or after a day is found by the end of its time.

create index incident_occurred_to on incident_version (occurred_to);
