CREATE OR REPLACE FUNCTION discount(total numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT total * 0.8';
-- Another one beside it.
CREATE FUNCTION discount_text(total numeric) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT (total * 0.8)::text';
