-- file: 0043_colours.sql
ALTER TABLE orders ADD COLUMN colour text;
ALTER TABLE products ADD COLUMN colour text;  -- bad
ALTER TABLE customers ADD COLUMN colour text;
-- file: 0044_count.sql
ALTER TABLE products ADD COLUMN sold bigint;
CREATE MATERIALIZED VIEW sold AS SELECT product_id, count(*) FROM order_items GROUP BY product_id;  -- bad
