DROP TABLE order_items;  -- bad
DROP TABLE IF EXISTS orders, customers CASCADE;  -- bad
