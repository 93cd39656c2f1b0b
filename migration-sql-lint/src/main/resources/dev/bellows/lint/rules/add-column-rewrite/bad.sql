-- file: 0043_orders_token.sql
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();  -- bad
-- file: 0044_products_search.sql
ALTER TABLE products
    ADD COLUMN number serial,  -- bad
    ADD COLUMN colour text,
    ADD COLUMN code text GENERATED ALWAYS AS (upper(sku)) STORED,  -- bad
    ADD COLUMN floor_price amount;  -- bad
-- file: 0045_items_id.sql
ALTER TABLE order_items ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;  -- bad
