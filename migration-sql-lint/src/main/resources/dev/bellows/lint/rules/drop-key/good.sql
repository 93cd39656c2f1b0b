-- bellows:phase contract
-- No release that still runs has an ON CONFLICT (email), and no foreign key points there.
ALTER TABLE customers DROP CONSTRAINT customers_email_key;
