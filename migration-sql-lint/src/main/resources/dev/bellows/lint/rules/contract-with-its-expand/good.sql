-- file: 0044_drop_total.sql
-- 0043_add_total_cents.sql was released before.
-- bellows:phase contract
ALTER TABLE orders DROP COLUMN total;
