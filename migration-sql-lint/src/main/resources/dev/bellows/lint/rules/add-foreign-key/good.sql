-- file: 0043_index.sql
CREATE INDEX CONCURRENTLY order_items_order ON order_items (order_id);
-- file: 0044_bind.sql
-- bellows:phase contract
-- No release that still runs deletes an order that has items.
ALTER TABLE order_items ADD CONSTRAINT order_items_order_fkey FOREIGN KEY (order_id) REFERENCES orders NOT VALID;
-- file: 0045_validate.sql
ALTER TABLE order_items VALIDATE CONSTRAINT order_items_order_fkey;
-- file: 0046_refunds.sql
-- A table that nobody uses yet.
CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders);
