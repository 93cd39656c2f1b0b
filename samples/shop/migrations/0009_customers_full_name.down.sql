DROP TRIGGER customers_sync_name ON customers;
ALTER TABLE customers DROP COLUMN full_name;
DROP FUNCTION customers_sync_name();
