ALTER TABLE orders ADD COLUMN shipped timestamp;  -- bad
