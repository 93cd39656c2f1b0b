CREATE UNIQUE INDEX CONCURRENTLY customers_phone ON customers (phone);  -- bad
