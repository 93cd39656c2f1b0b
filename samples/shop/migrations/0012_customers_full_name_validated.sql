-- Reads the whole table, under a lock that lets readers and writers pass.
ALTER TABLE customers VALIDATE CONSTRAINT customers_full_name_present;
