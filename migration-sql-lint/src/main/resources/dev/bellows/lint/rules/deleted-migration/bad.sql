-- file: 0044_add_colour.sql
-- On the main branch its name is 0042_add_colour.sql.
ALTER TABLE orders ADD COLUMN colour text;
