-- bellows:lock-timeout 2s
ALTER TABLE orders ADD COLUMN colour text;
