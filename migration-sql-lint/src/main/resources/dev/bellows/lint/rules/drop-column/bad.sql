ALTER TABLE orders DROP COLUMN note;  -- bad
ALTER TABLE orders DROP total,  -- bad
    DROP IF EXISTS placed_at;  -- bad
