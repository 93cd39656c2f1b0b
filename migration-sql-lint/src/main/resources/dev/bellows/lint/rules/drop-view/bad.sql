-- file: 0043_drop_view.sql
DROP VIEW open_orders;  -- bad
-- file: 0044_other_columns.sql
CREATE VIEW open_orders AS SELECT id, customer_id, total FROM orders WHERE state <> 'shipped';
-- file: 0045_again.sql
DROP VIEW open_orders;  -- bad
CREATE VIEW open_orders AS SELECT id, customer_id FROM orders WHERE state <> 'shipped';
-- file: 0046_sales.sql
DROP MATERIALIZED VIEW IF EXISTS sales;  -- bad
