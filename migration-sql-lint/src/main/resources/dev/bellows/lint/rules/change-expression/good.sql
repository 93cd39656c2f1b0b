-- file: 0043_gross_with_tax.sql
ALTER TABLE order_items ADD COLUMN gross_with_tax numeric(12, 2);
-- file: 0044_drop_gross.sql
-- bellows:phase contract
-- No release that still runs reads it.
ALTER TABLE order_items DROP COLUMN gross;
