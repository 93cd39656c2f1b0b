ALTER TABLE products DROP COLUMN weight;  -- bad
ALTER TABLE products RENAME COLUMN title TO label;  -- bad
ALTER TABLE customers RENAME TO clients;  -- bad
ALTER TABLE clients SET SCHEMA archive;  -- bad
DROP TABLE products;  -- bad
