-- file: 0043_customers_phone.sql
-- bellows:phase contract
-- There are no duplicates, and no release that still runs writes one.
CREATE UNIQUE INDEX CONCURRENTLY customers_phone ON customers (phone);
-- file: 0044_refunds.sql
CREATE TABLE refunds (id bigint PRIMARY KEY, number text NOT NULL);
CREATE UNIQUE INDEX refunds_number ON refunds (number);
