-- Expand: full_name replaces name. Until 0013 both are there and a trigger keeps them in step, whichever of the two
-- a release writes. The function comes first, so that the table is locked only for the last two statements.
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

ALTER TABLE customers ADD COLUMN full_name text;

-- bellows:allow create-trigger it only fills full_name from name, or name from full_name: old code meets what it wrote
CREATE TRIGGER customers_sync_name BEFORE INSERT OR UPDATE ON customers
    FOR EACH ROW EXECUTE FUNCTION customers_sync_name();
