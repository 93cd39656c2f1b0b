ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0);  -- bad
ALTER TABLE order_items ADD CHECK (quantity > 0) NOT VALID;  -- bad
ALTER TABLE products ADD COLUMN stock integer CHECK (stock >= 0);  -- bad
