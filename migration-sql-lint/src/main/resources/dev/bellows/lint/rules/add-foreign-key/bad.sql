ALTER TABLE order_items ADD CONSTRAINT order_items_order_fkey FOREIGN KEY (order_id) REFERENCES orders;  -- bad
ALTER TABLE order_items ADD FOREIGN KEY (product_id) REFERENCES products NOT VALID;  -- bad
ALTER TABLE orders ADD COLUMN referrer_id bigint REFERENCES customers;  -- bad
