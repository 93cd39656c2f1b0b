-- file: 0043_orders_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
CREATE INDEX CONCURRENTLY orders_colour ON orders (colour);  -- bad
-- file: 0044_orders_placed.sql
-- bellows:transaction on
CREATE INDEX CONCURRENTLY orders_placed ON orders (placed_at);  -- bad
