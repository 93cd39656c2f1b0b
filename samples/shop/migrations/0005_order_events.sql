-- What happened to an order, one partition a month. There is no default partition: a new month would have to scan it.
CREATE TABLE order_events (
    order_id bigint NOT NULL REFERENCES orders,
    happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind text NOT NULL,
    detail jsonb,
    PRIMARY KEY (order_id, happened_at, kind)
) PARTITION BY RANGE (happened_at);

CREATE TABLE order_events_2026_11 PARTITION OF order_events
    FOR VALUES FROM ('2026-11-01 00:00+00') TO ('2026-12-01 00:00+00');
CREATE TABLE order_events_2026_12 PARTITION OF order_events
    FOR VALUES FROM ('2026-12-01 00:00+00') TO ('2027-01-01 00:00+00');
CREATE TABLE order_events_2027_01 PARTITION OF order_events
    FOR VALUES FROM ('2027-01-01 00:00+00') TO ('2027-02-01 00:00+00');
