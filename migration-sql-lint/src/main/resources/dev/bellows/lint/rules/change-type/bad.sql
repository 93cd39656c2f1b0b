ALTER TABLE products ALTER COLUMN weight TYPE bigint;  -- bad
ALTER TABLE customers ALTER name SET DATA TYPE varchar(40) USING left(name, 40),  -- bad
    ALTER phone TYPE varchar(20);  -- bad
ALTER TABLE products ALTER details TYPE jsonb;  -- bad
ALTER TABLE customers ALTER joined TYPE timestamptz;  -- bad
ALTER TABLE products ALTER title TYPE text COLLATE "C";  -- bad
