-- file: 0043_orders_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
-- file: 0044_orders_colour_index.sql
SET maintenance_work_mem = '64MB';
CREATE INDEX CONCURRENTLY orders_colour ON orders (colour);
