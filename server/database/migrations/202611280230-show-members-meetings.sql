-- A household sees the meetings of its own cooperative that were called, and what the sealed ones decided: no list of who came,
-- nothing of a meeting that is only being prepared.
create policy of_household_meeting on procedure_item for select to current_user
  using (app_setting('role') = 'household' and procedure = 'general_meeting' and payload ? 'noticedOn' and state <> 'planned'
    and home = app_setting('household_home') and body = app_setting('household_body')::uuid);
create function household_meetings() returns table (id uuid, title text, code text, state text, content jsonb)
language sql stable security definer set search_path = public as $$
  select i.id, i.title, i.code, i.state, jsonb_build_object('heldOn', i.payload -> 'heldOn', 'time', i.payload -> 'time',
      'place', i.payload -> 'place', 'convener', i.payload -> 'convener', 'noticedOn', i.payload -> 'noticedOn',
      'members', case when i.state = 'sealed' then i.payload -> 'attendance' -> 'members' end,
      'attending', case when i.state = 'sealed' then i.payload -> 'attendance' -> 'attending' end,
      'items', (select jsonb_agg(jsonb_build_object('title', a.one -> 'title', 'kind', a.one -> 'kind',
          'charter', a.one -> 'charter', 'yes', b.one -> 'yes', 'no', b.one -> 'no', 'abstained', b.one -> 'abstained',
          'decided', b.one -> 'decided', 'passed', r.one -> 'passed') order by a.number)
        from jsonb_array_elements(i.payload -> 'agenda') with ordinality a (one, number)
        left join lateral (select case when i.state = 'sealed' then i.payload -> 'ballots' -> (a.number - 1)::integer end) b (one) on true
        left join lateral (select case when i.state = 'sealed' then i.payload -> 'results' -> (a.number - 1)::integer end) r (one) on true))
  from procedure_item i
  where app_setting('role') = 'household' and i.procedure = 'general_meeting' and i.payload ? 'noticedOn' and i.state <> 'planned'
    and i.home = app_setting('household_home') and i.body = app_setting('household_body')::uuid
  order by i.payload ->> 'heldOn' desc, i.code desc limit 20 $$;
comment on function household_meetings is '成员户看得到的成员大会：本社已通知的，已定案的带决议';
