-- file: 0043_add_total_cents.sql
ALTER TABLE orders ADD COLUMN total_cents bigint;
-- file: 0044_drop_total.sql
-- In the same branch as 0043. -- bad
-- bellows:phase contract
ALTER TABLE orders DROP COLUMN total;
