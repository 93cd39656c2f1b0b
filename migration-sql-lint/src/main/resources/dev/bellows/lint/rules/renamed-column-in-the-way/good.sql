-- file: 0043_drop_name.sql
-- bellows:phase contract
-- bellows:quarantine rename
ALTER TABLE rooms DROP COLUMN name;
-- file: 0044_more_rooms.sql
INSERT INTO rooms (id) VALUES (7);
