-- bellows:phase contract
-- bellows:after 0002
DROP TRIGGER orders_totals ON orders;
DROP FUNCTION orders_totals();
ALTER TABLE orders DROP COLUMN total;
