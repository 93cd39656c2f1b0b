-- bellows:allow index-not-concurrent the table is small
CREATE INDEX orders_placed ON orders (placed_at);
