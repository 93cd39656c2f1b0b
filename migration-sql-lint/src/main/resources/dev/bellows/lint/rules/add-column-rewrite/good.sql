-- file: 0043_orders_token.sql
ALTER TABLE orders ADD COLUMN token uuid;
ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
-- file: 0044_orders_token_filled.sql
-- bellows:transaction off
UPDATE orders SET token = gen_random_uuid() WHERE id IN (SELECT id FROM orders WHERE token IS NULL LIMIT 10000);
-- file: 0045_orders_seen.sql
ALTER TABLE orders ADD COLUMN seen timestamptz NOT NULL DEFAULT now();
