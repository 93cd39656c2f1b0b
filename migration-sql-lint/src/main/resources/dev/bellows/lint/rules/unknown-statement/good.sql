CREATE STATISTICS orders_by_customer ON customer_id, state FROM orders;
