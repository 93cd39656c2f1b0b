-- Alone in its file and outside a transaction: customers go on ordering while it builds.
CREATE INDEX CONCURRENTLY orders_customer_placed_at ON orders (customer_id, placed_at);
