-- bad
-- bellows:phase contract
ALTER TABLE orders ADD COLUMN colour text;
