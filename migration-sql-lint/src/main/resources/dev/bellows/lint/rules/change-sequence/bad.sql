ALTER SEQUENCE invoice_number RESTART WITH 1;  -- bad
ALTER SEQUENCE invoice_number INCREMENT BY 50;  -- bad
ALTER SEQUENCE invoice_number AS integer CYCLE;  -- bad
ALTER TABLE products ALTER COLUMN id RESTART WITH 1;  -- bad
