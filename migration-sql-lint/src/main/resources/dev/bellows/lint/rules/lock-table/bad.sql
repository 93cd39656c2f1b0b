LOCK TABLE orders, customers IN SHARE MODE;  -- bad
