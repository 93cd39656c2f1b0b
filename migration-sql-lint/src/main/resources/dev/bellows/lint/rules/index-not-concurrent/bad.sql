-- file: 0043_orders_placed.sql
CREATE INDEX orders_placed ON orders (placed_at);  -- bad
-- file: 0044_events_kind.sql
CREATE INDEX events_kind ON events (kind);  -- bad
