-- What an erasure has to reach, and whether it has. Reports and decisions are looked up in the generation that is served.

-- name: addresses
-- The ids under which the report with this address was posted, its own among them.
with found as (
    select id, posted_as from report
    where to_n is null
        and (
            id = $1 or posted_as = $1 or aliases @> array[$1::uuid]
            or id in (select report_id from decision where posted_as = $1)
        )
    order by (id = $1) desc
    limit 1
)
select id as address from found
union
select posted_as from found
union
select decision.posted_as from decision join found on decision.report_id = found.id
where decision.posted_as is not null
union
select report_id from text.report where report_id = $1;

-- name: submissions
-- The postings under these ids whose words are stored.
select report_id, submission_id from text.report where report_id = any($1::uuid[]) order by at, submission_id;

-- name: erased
-- Whether the words under these ids are gone, and decided to be.
select
    not exists (
        select from unnest($1::uuid[]) as address
        where not exists (select from text.erased where erased.report_id = address)
    )
    and not exists (
        select from report where id = any($1::uuid[]) and to_n is null and status <> 'erased'
    );
