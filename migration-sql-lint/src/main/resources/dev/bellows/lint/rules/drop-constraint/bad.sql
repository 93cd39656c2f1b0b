-- file: 0043_somewhere_else.sql
-- What runs as text is not known.
DO $$ BEGIN EXECUTE format('ALTER TABLE customers ADD CONSTRAINT %I UNIQUE (phone)', 'customers_phone_excl'); END $$;
-- file: 0044_unknown.sql
ALTER TABLE customers DROP CONSTRAINT customers_phone_excl;  -- bad
