-- A household sees who is entitled, in which household it counts, who is paid and to whose account: its own four roles.
create policy sees_self on member_role for select using (app_is_self(home, body, member));
