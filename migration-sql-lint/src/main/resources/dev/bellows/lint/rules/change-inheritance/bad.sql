-- file: 0043_old_customers.sql
CREATE TABLE old_customers (LIKE customers);
-- file: 0044_inherit.sql
ALTER TABLE old_customers INHERIT customers;  -- bad
