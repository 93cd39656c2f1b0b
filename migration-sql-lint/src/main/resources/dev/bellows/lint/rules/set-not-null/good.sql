-- file: 0043_bind.sql
-- bellows:phase contract
-- No release that still runs writes a null.
ALTER TABLE orders ADD CONSTRAINT orders_total_not_null CHECK (total IS NOT NULL) NOT VALID;
-- file: 0044_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_not_null;
-- file: 0045_not_null.sql
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_total_not_null;
