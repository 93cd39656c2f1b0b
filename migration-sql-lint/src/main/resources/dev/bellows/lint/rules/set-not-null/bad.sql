ALTER TABLE orders ALTER COLUMN total SET NOT NULL;  -- bad
ALTER TABLE customers ALTER email SET NOT NULL, ALTER phone SET NOT NULL;  -- bad
