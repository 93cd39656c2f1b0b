BEGIN;  -- bad
ALTER TABLE orders ADD COLUMN colour text;
COMMIT;  -- bad
DISCARD ALL;  -- bad
