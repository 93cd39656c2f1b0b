TRUNCATE order_items;  -- bad
TRUNCATE TABLE ONLY customers CASCADE;  -- bad
