-- file: 0043_name_may_be_missing.sql
-- bellows:phase contract
-- Every release that still runs reads a missing name.
ALTER TABLE customers ALTER COLUMN name DROP NOT NULL;
-- file: 0044_phone.sql
-- It has always been nullable.
ALTER TABLE customers ALTER COLUMN phone DROP NOT NULL;
