-- file: 0043_drop_title.sql
DROP INDEX CONCURRENTLY products_title;
-- file: 0044_drop_customer.sql
DROP INDEX CONCURRENTLY IF EXISTS orders_customer;
