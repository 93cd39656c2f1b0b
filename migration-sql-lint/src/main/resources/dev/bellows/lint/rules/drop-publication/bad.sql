ALTER PUBLICATION shop DROP TABLE products;  -- bad
ALTER PUBLICATION shop SET TABLE products;  -- bad
DROP PUBLICATION shop;  -- bad
