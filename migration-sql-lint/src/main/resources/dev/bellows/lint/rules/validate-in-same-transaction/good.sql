-- file: 0043_bind.sql
-- bellows:phase contract
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
-- file: 0044_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
