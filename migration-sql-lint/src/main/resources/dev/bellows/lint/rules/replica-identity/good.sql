-- file: 0043_refunds.sql
CREATE TABLE refunds (id bigint PRIMARY KEY, amount amount);
ALTER TABLE refunds REPLICA IDENTITY FULL;
-- file: 0044_identity.sql
-- bellows:phase contract
-- Every subscriber finds customers by their e-mail address.
ALTER TABLE customers REPLICA IDENTITY USING INDEX customers_email_key;
