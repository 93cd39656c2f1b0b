ALTER TABLE customers ADD CONSTRAINT customers_phone_key UNIQUE (phone);  -- bad
ALTER TABLE order_items ADD PRIMARY KEY (order_id, product_id);  -- bad
ALTER TABLE products ADD COLUMN barcode text UNIQUE;  -- bad
