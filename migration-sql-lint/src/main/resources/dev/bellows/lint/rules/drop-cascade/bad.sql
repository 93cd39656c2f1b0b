ALTER TABLE orders DROP COLUMN total CASCADE;  -- bad
DROP DOMAIN amount CASCADE;  -- bad
DROP FUNCTION touch() CASCADE;  -- bad
DROP TABLE order_items CASCADE;  -- bad
