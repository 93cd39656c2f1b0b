DROP INDEX products_title;  -- bad
DROP INDEX IF EXISTS orders_customer;  -- bad
