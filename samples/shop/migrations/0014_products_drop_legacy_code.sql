-- bellows:phase contract
-- Without "after" it waits until every running release ships this very migration: the first one without legacy_code.
ALTER TABLE products DROP COLUMN legacy_code;
