-- file: 0043_orders_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
UPDATE orders SET colour = 'red' WHERE id = 7;
-- file: 0044_orders_colour_filled.sql
-- bellows:transaction off
UPDATE orders SET colour = 'red' WHERE id IN (SELECT id FROM orders WHERE colour IS NULL LIMIT 10000);
-- file: 0045_kinds.sql
CREATE TABLE kinds (name text PRIMARY KEY);
INSERT INTO kinds VALUES ('retail'), ('wholesale');
