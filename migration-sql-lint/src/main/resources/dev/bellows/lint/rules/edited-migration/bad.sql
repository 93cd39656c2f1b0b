-- file: 0042_add_colour.sql
-- On the main branch it has no default.
ALTER TABLE orders ADD COLUMN colour text DEFAULT 'none';
