ALTER TABLE orders ADD COLUMN colour text;  -- bad
