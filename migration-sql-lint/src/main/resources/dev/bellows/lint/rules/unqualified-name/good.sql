ALTER TABLE public.orders ADD COLUMN colour text;
CREATE TEMPORARY TABLE scratch (id bigint);
ALTER TABLE scratch ADD COLUMN note text;
