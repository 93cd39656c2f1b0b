-- file: 0043_wider.sql
-- Old values look the same on disk.
ALTER TABLE customers ALTER COLUMN name TYPE varchar(120);
ALTER TABLE customers ALTER COLUMN name TYPE text;
-- file: 0044_note.sql
ALTER TABLE orders ALTER COLUMN note TYPE varchar;
-- file: 0045_weight.sql
-- Another type: a second column that is kept in step.
ALTER TABLE products ADD COLUMN weight_new bigint;
CREATE FUNCTION products_weight_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.weight_new IS DISTINCT FROM OLD.weight_new THEN
        NEW.weight := NEW.weight_new;
    ELSE
        NEW.weight_new := NEW.weight;
    END IF;
    RETURN NEW;
END
$$;
-- bellows:allow create-trigger keeps weight and weight_new in step
CREATE TRIGGER products_weight_sync BEFORE INSERT OR UPDATE ON products
    FOR EACH ROW EXECUTE FUNCTION products_weight_sync();
