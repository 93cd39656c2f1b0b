-- file: 0043_price.sql
-- bellows:phase contract
-- No release that still runs writes such a price.
ALTER TABLE products ADD CONSTRAINT products_price_check CHECK (price < 1000000) NOT VALID;
-- file: 0044_price.sql
ALTER TABLE products VALIDATE CONSTRAINT products_price_check;
