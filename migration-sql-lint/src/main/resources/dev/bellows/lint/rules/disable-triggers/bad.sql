ALTER TABLE orders DISABLE TRIGGER ALL;  -- bad
ALTER TABLE orders DISABLE TRIGGER orders_touch;  -- bad
ALTER TABLE order_items DISABLE RULE keep_items;  -- bad
ALTER TABLE orders ENABLE REPLICA TRIGGER orders_touch;  -- bad
