-- Quotes are found by the words of the reports that they are cut from.

create index report_words on report using gin (to_tsvector('simple', coalesce(title, '') || ' ' || text));
