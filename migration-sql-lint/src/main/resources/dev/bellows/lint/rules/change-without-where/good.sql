-- file: 0043_weights.sql
-- bellows:transaction off
UPDATE products SET weight = 0 WHERE id IN (SELECT id FROM products WHERE weight IS NULL LIMIT 10000);
-- file: 0044_one.sql
DELETE FROM products WHERE id = 7;
-- file: 0045_scratch.sql
CREATE TABLE scratch (id bigint PRIMARY KEY, note text);
UPDATE scratch SET note = '';
