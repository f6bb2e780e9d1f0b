-- Seeds that were emptied into one are found from there: their ids lead on once it has statements again.

create index seed_moved_to on seed (moved_to) where to_n is null and moved_to is not null;
