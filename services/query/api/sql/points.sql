-- name: points
-- Open incidents as points in space and time, the last changed first, as the text of one JSON array: nobody but the
-- reader looks into it. Seconds are of the Unix epoch, begun ones not counted: a day must not end on the next one.
-- Conditions of filters are added.
select count(*) as found, coalesce(json_agg(point)::text, '[]') as points
from (
    select json_build_array(
        v.incident_id, round(v.lat::numeric, 4), round(v.lon::numeric, 4), v.event_type, v.dispute, v.support,
        floor(extract(epoch from lower(v.occurred)))::bigint, floor(extract(epoch from upper(v.occurred)))::bigint,
        v.killed,
        array_to_string(v.countries, ' '), v.theatre, v.from_n
    ) as point
    from incident_facets v
    where v.from_n <= $1 and (v.to_n is null or v.to_n > $1) and v.state = 'open'
        and /* conditions */ true
    order by v.from_n desc, v.incident_id desc
    limit $2
) newest;
