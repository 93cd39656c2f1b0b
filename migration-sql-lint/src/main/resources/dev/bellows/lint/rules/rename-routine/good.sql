-- file: 0043_reduced.sql
CREATE FUNCTION reduced(total numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT total * 0.9';
-- file: 0044_drop_discount.sql
-- bellows:phase contract
-- Every release that still runs calls the new one.
DROP FUNCTION discount(numeric);
