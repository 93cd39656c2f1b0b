-- file: 0043_index.sql
-- It carries no constraint: nothing names it.
ALTER INDEX orders_customer RENAME TO orders_by_customer;
-- file: 0044_constraint.sql
-- bellows:phase contract
-- Every release that still runs says ON CONFLICT (email).
ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO customers_email_unique;
