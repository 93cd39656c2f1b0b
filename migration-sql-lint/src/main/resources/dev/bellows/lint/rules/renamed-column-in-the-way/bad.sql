-- file: 0043_drop_name.sql
-- bellows:phase contract
-- bellows:quarantine rename
ALTER TABLE rooms DROP COLUMN name;  -- bad
ALTER TABLE orders DROP COLUMN note;
-- file: 0044_more_rooms.sql
INSERT INTO rooms VALUES (7, 'the attic');
INSERT INTO orders (customer_id, total) VALUES (1, 9.90);
