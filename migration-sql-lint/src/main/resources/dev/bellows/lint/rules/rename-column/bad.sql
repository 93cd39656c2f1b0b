ALTER TABLE orders RENAME COLUMN note TO remark;  -- bad
ALTER TABLE orders RENAME total TO amount;  -- bad
ALTER VIEW open_orders RENAME COLUMN total TO amount;  -- bad
