-- By whose days and months a term's use is counted: the customer's zone when the billed period began,
-- so that another one begins to count with the next period. A term that names none has the
-- customer's; it is told which that was when the customer's changes.
ALTER TABLE term ADD zone text;
ALTER TABLE account ADD term_zone text;

GRANT UPDATE (zone) ON term TO ${app_role};
GRANT UPDATE (term_zone) ON account TO ${app_role};
