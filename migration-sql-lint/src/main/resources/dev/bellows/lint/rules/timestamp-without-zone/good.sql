ALTER TABLE orders ADD COLUMN shipped timestamptz;
