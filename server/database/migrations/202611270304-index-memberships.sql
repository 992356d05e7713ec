-- Ends and roles are asked for by member, events of assets by body.
create index membership_end_of on membership_end (home, member);
create index member_role_of on member_role (home, member, role, from_day);
create index asset_event_body on asset_event (home, body);
