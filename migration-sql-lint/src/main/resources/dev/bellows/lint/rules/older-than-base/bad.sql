-- file: 0041_add_colour.sql
-- The newest one on the main branch is 0042_add_weight.sql.
ALTER TABLE orders ADD COLUMN colour text;
