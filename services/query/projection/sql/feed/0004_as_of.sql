-- How far the feed had come at a decision is looked for among the changes of one generation: its numbers are its own.

drop index change_n;
create index change_of_generation on change (generation, n, seq);
