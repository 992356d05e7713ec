-- What follows a body to another place by its key is found by the body, and not by reading the whole table for each.
create index trade_entry_body on trade_entry (home, body);
create index household_answer_body on household_answer (home, body);
create index chart_conversion_body on chart_conversion (home, body);
