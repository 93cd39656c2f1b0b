CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
CREATE INDEX refunds_order ON refunds (order_id);
