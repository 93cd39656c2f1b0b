-- file: 0042_add_the_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
