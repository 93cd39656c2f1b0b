-- file: 0043_revoke.sql
-- bellows:phase contract
-- No release that still runs connects as one of these.
REVOKE INSERT ON orders FROM PUBLIC;
-- file: 0044_function.sql
CREATE FUNCTION secret() RETURNS integer LANGUAGE sql AS 'SELECT 1';
REVOKE EXECUTE ON FUNCTION secret() FROM PUBLIC;
