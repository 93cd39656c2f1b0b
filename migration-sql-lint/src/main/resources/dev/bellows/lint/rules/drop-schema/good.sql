-- file: 0043_drop_archive.sql
-- bellows:phase contract
-- It is empty, and no release that still runs names it.
DROP SCHEMA archive;
-- file: 0044_scratch.sql
CREATE SCHEMA scratch;
DROP SCHEMA scratch;
