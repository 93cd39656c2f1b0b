-- file: 0043_orders_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
UPDATE orders SET colour = 'red' WHERE placed_at < '2026-01-01';  -- bad
-- file: 0044_orders_size.sql
UPDATE orders SET note = '' WHERE note IS NULL;
ALTER TABLE orders ADD COLUMN size text;  -- bad
