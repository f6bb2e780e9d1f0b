-- The few reviews that set a slot of a statement are found from the statement, and what undid them from there.

create index review_corrects on review ((document -> 'review' -> 'action' ->> 'statement')) where outcome = 'applied';
create index review_undoes on review ((document -> 'review' -> 'action' ->> 'review')) where outcome = 'applied';
