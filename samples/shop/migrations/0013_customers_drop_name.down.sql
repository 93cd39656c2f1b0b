ALTER TABLE customers ADD COLUMN name text;
UPDATE customers SET name = full_name WHERE name IS NULL;
ALTER TABLE customers
    ALTER COLUMN name SET NOT NULL,
    ADD CONSTRAINT customers_full_name_present CHECK (full_name IS NOT NULL),
    ALTER COLUMN full_name DROP NOT NULL;

CREATE FUNCTION customers_sync_name() RETURNS trigger
LANGUAGE plpgsql AS $sync$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.full_name := coalesce(NEW.full_name, NEW.name);
        NEW.name := NEW.full_name;
    ELSIF NEW.full_name IS DISTINCT FROM OLD.full_name THEN
        NEW.name := NEW.full_name; -- written by new code; it wins when both were written
    ELSE
        NEW.full_name := NEW.name; -- written by old code, or not backfilled yet
    END IF;
    RETURN NEW;
END;
$sync$;

CREATE TRIGGER customers_sync_name BEFORE INSERT OR UPDATE ON customers
    FOR EACH ROW EXECUTE FUNCTION customers_sync_name();
