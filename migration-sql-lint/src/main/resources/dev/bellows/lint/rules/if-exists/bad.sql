CREATE TABLE IF NOT EXISTS shelves (id bigint PRIMARY KEY);  -- bad
ALTER TABLE orders ADD COLUMN IF NOT EXISTS colour text;  -- bad
