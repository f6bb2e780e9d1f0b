-- The members that differ between `before` and `after`, as their names; of changes from before this column it is looked
-- for when they are read.

alter table change add column changed text[];
