-- file: 0043_other_policy.sql
CREATE POLICY own_or_shared_orders ON orders USING (true);
-- file: 0044_drop_policy.sql
-- bellows:phase contract
DROP POLICY own_orders ON orders;
