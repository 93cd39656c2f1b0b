ALTER TABLE products ADD COLUMN legacy_code text;
