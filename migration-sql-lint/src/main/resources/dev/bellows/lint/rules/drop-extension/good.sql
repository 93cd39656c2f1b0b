-- bellows:phase contract
-- No release that still runs uses any of it.
DROP EXTENSION IF EXISTS hstore;
