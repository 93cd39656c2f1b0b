-- file: 0043_drop_views.sql
-- bellows:phase contract
-- No release that still runs uses any of them.
DROP VIEW open_orders;
DROP MATERIALIZED VIEW sales;
-- file: 0044_drop_total.sql
-- bellows:phase contract
ALTER TABLE orders DROP COLUMN total;
