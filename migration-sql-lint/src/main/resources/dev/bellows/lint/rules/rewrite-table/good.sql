-- file: 0043_storage.sql
-- These are for rows that come.
ALTER TABLE products ALTER COLUMN title SET STORAGE EXTERNAL;
ALTER TABLE orders SET (fillfactor = 80);
-- file: 0044_scratch.sql
CREATE TABLE scratch (id bigint);
ALTER TABLE scratch SET UNLOGGED;
