-- file: 0043_purchases.sql
CREATE VIEW purchases AS SELECT * FROM orders;
-- file: 0044_exchange.sql
-- bellows:phase contract
-- Every release that still runs only names purchases.
DROP VIEW purchases;
ALTER TABLE orders RENAME TO purchases;
