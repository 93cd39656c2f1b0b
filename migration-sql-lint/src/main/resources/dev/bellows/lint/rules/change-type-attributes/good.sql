CREATE TYPE postal_address AS (street text, city text);
ALTER TYPE postal_address ADD ATTRIBUTE country text;
ALTER TABLE customers ADD COLUMN home_address postal_address;
