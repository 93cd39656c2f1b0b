-- file: 0043_owner.sql
-- bellows:phase contract
-- The old owner was granted what it still needs.
ALTER TABLE orders OWNER TO CURRENT_USER;
-- file: 0044_refunds.sql
-- Nobody uses a table that this migration makes.
CREATE TABLE refunds (id bigint PRIMARY KEY);
ALTER TABLE refunds OWNER TO CURRENT_USER;
