CREATE OR REPLACE FUNCTION discount(total numeric) RETURNS text LANGUAGE sql AS 'SELECT total::text';  -- bad
CREATE OR REPLACE FUNCTION discount(price numeric) RETURNS text LANGUAGE sql AS 'SELECT price::text';  -- bad
