ALTER TABLE orders ADD COLUMN colour text,;  -- bad
ALTER TABLE orders DROP COLUMN note;
