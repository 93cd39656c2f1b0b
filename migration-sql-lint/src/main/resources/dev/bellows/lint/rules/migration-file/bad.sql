-- file: add-email.sql
-- A number must come first: nobody knows when this would run.
ALTER TABLE orders ADD COLUMN colour text;
