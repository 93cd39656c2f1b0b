-- bellows:phase contract
-- bellows:lock-timeout 1s
-- Every release that still runs keeps both tables in step itself.
ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;
