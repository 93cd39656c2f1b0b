-- file: 0043_other_default.sql
ALTER TABLE customers ALTER COLUMN joined SET DEFAULT clock_timestamp();
-- file: 0044_drop_default.sql
-- bellows:phase contract
-- Every release that still runs gives the value itself.
ALTER TABLE customers ALTER COLUMN joined DROP DEFAULT;
