ALTER TABLE order_items SET UNLOGGED;  -- bad
ALTER TABLE orders SET TABLESPACE fast_disks;  -- bad
ALTER INDEX products_title SET TABLESPACE fast_disks;  -- bad
