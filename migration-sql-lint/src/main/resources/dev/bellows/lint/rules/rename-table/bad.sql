-- file: 0043_rename.sql
ALTER TABLE orders RENAME TO purchases;  -- bad
-- file: 0044_view.sql
ALTER VIEW IF EXISTS open_orders RENAME TO pending_orders;  -- bad
ALTER SEQUENCE invoice_number RENAME TO invoice_numbers;  -- bad
-- file: 0045_behind_a_view.sql
ALTER TABLE order_items RENAME TO lines;  -- bad
CREATE VIEW order_items AS SELECT * FROM lines;
