-- file: 0043_weights.sql
UPDATE products SET weight = 0;  -- bad
-- file: 0044_items.sql
DELETE FROM order_items WHERE true;  -- bad
