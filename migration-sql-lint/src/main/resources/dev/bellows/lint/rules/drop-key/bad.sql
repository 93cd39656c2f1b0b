-- file: 0043_drop_keys.sql
ALTER TABLE customers DROP CONSTRAINT customers_email_key;  -- bad
ALTER TABLE products DROP CONSTRAINT IF EXISTS products_pkey;  -- bad
-- file: 0044_drop_index.sql
DROP INDEX CONCURRENTLY products_sku;  -- bad
