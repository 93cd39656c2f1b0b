CREATE OR REPLACE VIEW open_orders AS SELECT id, total FROM orders WHERE state <> 'shipped';  -- bad
