CREATE TABLE prices (product_id bigint PRIMARY KEY, price numeric(10, 2) NOT NULL);
INSERT INTO prices VALUES (1, 9.99);
TRUNCATE prices;
