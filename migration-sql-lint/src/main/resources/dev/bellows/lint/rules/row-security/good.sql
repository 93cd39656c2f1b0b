-- file: 0043_policies.sql
CREATE POLICY all_customers ON customers USING (true);
-- file: 0044_enable.sql
-- bellows:phase contract
-- Every release that still runs works under the policies.
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
