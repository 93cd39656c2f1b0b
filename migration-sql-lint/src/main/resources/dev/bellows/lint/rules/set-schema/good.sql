-- file: 0043_view.sql
CREATE VIEW archive.order_items AS SELECT * FROM public.order_items;
-- file: 0044_move.sql
-- bellows:phase contract
-- Every release that still runs names archive.order_items.
DROP VIEW archive.order_items;
ALTER TABLE order_items SET SCHEMA archive;
