-- file: 0043_open_orders_2.sql
CREATE VIEW open_orders_2 AS SELECT id, customer_id FROM orders WHERE state <> 'shipped';
-- file: 0044_drop_open_orders.sql
-- bellows:phase contract
-- No release that still runs reads it.
DROP VIEW open_orders;
