-- bellows:phase contract
-- bellows:after 0010
-- Contract: every release that ships 0010 reads and writes full_name alone.
-- SET NOT NULL stands before the rest: the validated check of 0012 spares it the scan of the table.
ALTER TABLE customers ALTER COLUMN full_name SET NOT NULL;
DROP TRIGGER customers_sync_name ON customers;
ALTER TABLE customers
    DROP CONSTRAINT customers_full_name_present,
    DROP COLUMN name;
DROP FUNCTION customers_sync_name();
