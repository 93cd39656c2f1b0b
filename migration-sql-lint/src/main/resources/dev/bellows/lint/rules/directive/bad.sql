-- bellows:fase contract  -- bad
ALTER TABLE orders ADD COLUMN colour text;
