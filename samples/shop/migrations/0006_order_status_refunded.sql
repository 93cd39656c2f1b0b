-- Alone in its file: a new value cannot be used in the transaction that adds it.
ALTER TYPE order_status ADD VALUE 'refunded' AFTER 'delivered';
