-- file: 0043_discount_of_two.sql
CREATE FUNCTION discount(total numeric, percent numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
    AS 'SELECT total * (100 - percent) / 100';
-- file: 0044_drop_discount.sql
-- bellows:phase contract
-- Every release that still runs calls the other one.
DROP FUNCTION discount(numeric);
