-- file: 0043_positive.sql
-- bellows:phase contract
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
-- file: 0044_not_any_more.sql
-- A check can go at once: it has only ever refused rows.
ALTER TABLE orders DROP CONSTRAINT total_positive;
