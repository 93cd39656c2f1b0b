-- file: 0043_drop_order_items.sql
-- bellows:phase contract
-- No release that still runs names it.
DROP TABLE order_items;
-- file: 0044_scratch.sql
CREATE TABLE scratch (id bigint);
DROP TABLE scratch;
