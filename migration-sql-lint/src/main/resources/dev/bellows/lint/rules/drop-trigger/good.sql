-- file: 0043_drop_touch.sql
-- bellows:phase contract
-- Every release that still runs does without it.
DROP TRIGGER orders_touch ON orders;
-- file: 0044_guard.sql
-- It was never there.
DROP TRIGGER IF EXISTS orders_stamp ON orders;
