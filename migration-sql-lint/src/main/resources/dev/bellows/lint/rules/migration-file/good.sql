-- file: 0043_add_email.sql
ALTER TABLE orders ADD COLUMN colour text;
