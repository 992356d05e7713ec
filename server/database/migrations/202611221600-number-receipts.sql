-- Receipts of dossiers are numbered by county and year without gaps, whoever gives them out; the trail is read from its end.

-- The number that follows: a township sees only its own receipts, so this counts all of the county. Whoever asks second
-- waits until the first has written or given up.
create function next_receipt(of_home text, of_year integer) returns text
language plpgsql security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  number integer;
begin
  perform pg_advisory_xact_lock(hashtext('receipt/' || of_home));
  perform set_config('app.national', 'on', true);
  select 1 + coalesce(max(substring(d.receipt from '〕(\d+)号')::integer), 0) into number from dossier_action d
  where d.home = of_home and d.receipt like '备〔' || of_year || '〕%';
  perform set_config('app.national', coalesce(before, ''), true);
  return '备〔' || of_year || '〕' || lpad(number::text, greatest(4, length(number::text)), '0') || '号';
end $$;
comment on function next_receipt is '一社一档备案回执的下一个号，按县按年连续';

create unique index dossier_action_receipt on dossier_action (home, receipt) where receipt is not null;
create index audit_id on audit (id desc);
