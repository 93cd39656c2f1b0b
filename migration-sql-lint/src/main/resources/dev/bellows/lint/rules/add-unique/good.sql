-- file: 0043_index.sql
-- bellows:phase contract
-- There are no duplicates, and no release that still runs writes one.
CREATE UNIQUE INDEX CONCURRENTLY customers_phone_key ON customers (phone);
-- file: 0044_index.sql
-- bellows:phase contract
CREATE UNIQUE INDEX CONCURRENTLY order_items_pkey ON order_items (order_id, product_id);
-- file: 0045_keys.sql
ALTER TABLE customers ADD CONSTRAINT customers_phone_key UNIQUE USING INDEX customers_phone_key;
-- file: 0046_keys.sql
ALTER TABLE order_items ADD CONSTRAINT order_items_pkey PRIMARY KEY USING INDEX order_items_pkey;
