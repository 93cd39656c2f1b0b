-- bellows:phase contract
-- No release that still runs names it.
ALTER SCHEMA archive RENAME TO attic;
