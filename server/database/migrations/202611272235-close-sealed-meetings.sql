-- A members' meeting that is sealed, failed or cancelled takes no further step: its record is folded from its steps.
create function meeting_is_closed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from procedure_item i where i.home = new.home and i.id = new.item
      and i.procedure = 'general_meeting' and i.state in ('sealed', 'failed', 'cancelled')) then
    raise exception '会议记录已经定案、流会或取消，不能再改；要改变决议请另开一次大会' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger meeting_closed before insert on procedure_action for each row execute function meeting_is_closed();
