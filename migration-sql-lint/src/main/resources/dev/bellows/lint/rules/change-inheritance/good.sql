CREATE TABLE old_customers (LIKE customers);
ALTER TABLE old_customers INHERIT customers;
