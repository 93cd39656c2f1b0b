DROP TRIGGER orders_touch ON orders;  -- bad
DROP RULE IF EXISTS keep_items ON order_items;  -- bad
