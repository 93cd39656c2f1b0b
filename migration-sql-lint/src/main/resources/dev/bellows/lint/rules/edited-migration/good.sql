-- file: 0042_add_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
-- file: 0043_default_colour.sql
ALTER TABLE orders ALTER COLUMN colour SET DEFAULT 'none';
