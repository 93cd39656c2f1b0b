ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO customers_email_unique;  -- bad
ALTER INDEX orders_pkey RENAME TO orders_key;  -- bad
