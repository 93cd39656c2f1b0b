ALTER TABLE customers
    DROP CONSTRAINT customers_full_name_present,
    ADD CONSTRAINT customers_full_name_present CHECK (full_name IS NOT NULL) NOT VALID;
