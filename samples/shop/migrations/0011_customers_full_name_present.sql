-- bellows:phase contract
-- bellows:after 0009
-- Binds every writer from now on, without a look at the rows that are there: 0012 does that under a weak lock.
ALTER TABLE customers ADD CONSTRAINT customers_full_name_present CHECK (full_name IS NOT NULL) NOT VALID;
