-- Both releases write: each fills in what the other one reads.
ALTER TABLE orders ADD COLUMN total_cents bigint;

CREATE FUNCTION orders_totals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.total_cents IS NULL THEN
        NEW.total_cents := NEW.total * 100;
    ELSE
        NEW.total := NEW.total_cents / 100.0;
    END IF;
    RETURN NEW;
END
$$;

-- bellows:allow create-trigger it only fills in the other form of the total, and refuses no row
CREATE TRIGGER orders_totals BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION orders_totals();
