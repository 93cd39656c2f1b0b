DROP SEQUENCE invoice_number;  -- bad
