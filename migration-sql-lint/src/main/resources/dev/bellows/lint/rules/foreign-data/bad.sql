ALTER FOREIGN TABLE rates OPTIONS (SET sheet 'forward');  -- bad
ALTER SERVER bank VERSION '2';  -- bad
