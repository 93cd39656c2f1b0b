-- bellows:phase contract
-- No release that still runs names it.
ALTER TABLE orders DROP COLUMN note;
