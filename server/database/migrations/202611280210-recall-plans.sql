-- The notice of a meeting may be taken back: the plan lies open again and is called anew, for its new day.
alter table surplus_action drop constraint surplus_action_action_check;
alter table surplus_action add constraint surplus_action_action_check
  check (action in ('layOpen', 'call', 'recall', 'vote', 'reject', 'withdraw', 'post'));
