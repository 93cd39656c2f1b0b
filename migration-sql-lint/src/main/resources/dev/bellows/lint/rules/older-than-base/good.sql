-- file: 0043_add_colour.sql
ALTER TABLE orders ADD COLUMN colour text;
