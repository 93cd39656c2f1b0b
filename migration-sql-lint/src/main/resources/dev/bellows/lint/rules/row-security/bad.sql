ALTER TABLE orders ENABLE ROW LEVEL SECURITY;  -- bad
ALTER TABLE orders FORCE ROW LEVEL SECURITY;  -- bad
CREATE POLICY small_orders ON orders AS RESTRICTIVE USING (total < 1000);  -- bad
ALTER POLICY own_orders ON orders USING (total IS NOT NULL);  -- bad
