-- file: 0043_customers_touch.sql
-- bellows:allow create-trigger it changes nothing that code reads
CREATE TRIGGER customers_touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
-- file: 0044_refunds.sql
CREATE TABLE refunds (id bigint PRIMARY KEY);
CREATE TRIGGER refunds_touch BEFORE UPDATE ON refunds FOR EACH ROW EXECUTE FUNCTION touch();
