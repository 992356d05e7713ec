-- Who reads what stands in a book and then writes by it holds the book first, as posting does; only a book that he may change.
create function hold_book(of_home text, of_body uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  perform from book b where b.home = of_home and b.body = of_body for no key update;
end $$;
