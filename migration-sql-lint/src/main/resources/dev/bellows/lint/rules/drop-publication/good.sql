-- file: 0043_send_orders.sql
ALTER PUBLICATION shop ADD TABLE orders;
-- file: 0044_no_more_products.sql
-- bellows:phase contract
-- The warehouse has let go of it.
ALTER PUBLICATION shop DROP TABLE products;
