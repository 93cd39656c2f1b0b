-- file: 0043_orders_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
ALTER TABLE orders ADD COLUMN size text;
COMMENT ON COLUMN orders.colour IS 'as the customer chose it';
CREATE TABLE colours (name text PRIMARY KEY);
-- file: 0044_products_colour.sql
ALTER TABLE products ADD COLUMN colour text;
