ALTER TABLE orders DROP COLUMN note;  -- bad
ALTER TABLE customers DROP phone,  -- bad
    DROP IF EXISTS home;  -- bad
