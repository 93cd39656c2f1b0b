-- file: 0043_orders_placed.sql
CREATE INDEX CONCURRENTLY orders_placed ON orders (placed_at);
-- file: 0044_refunds.sql
-- Nobody uses a table that this migration makes.
CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint NOT NULL);
CREATE INDEX refunds_order ON refunds (order_id);
-- file: 0045_events_kind.sql
-- Of a partitioned table, with its partitions to follow: takes no time.
CREATE INDEX events_kind ON ONLY events (kind);
