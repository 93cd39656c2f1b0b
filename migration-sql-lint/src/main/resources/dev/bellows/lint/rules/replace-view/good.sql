CREATE OR REPLACE VIEW open_orders AS
    SELECT id, customer_id, total, placed_at FROM orders WHERE state <> 'shipped';
