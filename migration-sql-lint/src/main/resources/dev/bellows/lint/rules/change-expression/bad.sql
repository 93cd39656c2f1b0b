ALTER TABLE order_items ALTER COLUMN gross SET EXPRESSION AS (quantity * price * 1.2);  -- bad
