ALTER TABLE orders SET SCHEMA archive;  -- bad
ALTER FUNCTION discount(numeric) SET SCHEMA archive;  -- bad
ALTER TYPE order_state SET SCHEMA archive;  -- bad
