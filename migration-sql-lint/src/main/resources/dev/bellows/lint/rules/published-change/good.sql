-- file: 0043_stop_sending.sql
-- bellows:phase contract
-- The warehouse has let go of it.
ALTER PUBLICATION shop DROP TABLE products;
-- file: 0044_drop_weight.sql
-- bellows:phase contract
ALTER TABLE products DROP COLUMN weight;
