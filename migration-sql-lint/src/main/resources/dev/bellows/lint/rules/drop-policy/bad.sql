DROP POLICY own_orders ON orders;  -- bad
