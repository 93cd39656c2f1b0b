-- bellows:allow index-not-concurrent the table is small  -- bad
CREATE INDEX CONCURRENTLY orders_placed ON orders (placed_at);
