ALTER TABLE orders ADD COLUMN currency text NOT NULL,  -- bad
    ADD colour text NOT NULL DEFAULT 'red';
