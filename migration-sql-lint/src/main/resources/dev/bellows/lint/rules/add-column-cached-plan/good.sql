CREATE TABLE colours (name text PRIMARY KEY);
ALTER TABLE colours ADD COLUMN code text;
