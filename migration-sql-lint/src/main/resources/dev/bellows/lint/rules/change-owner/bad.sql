-- file: 0043_owners.sql
ALTER TABLE orders OWNER TO CURRENT_USER;  -- bad
ALTER VIEW open_orders OWNER TO CURRENT_USER;  -- bad
ALTER FUNCTION discount(numeric) OWNER TO CURRENT_USER;  -- bad
-- file: 0044_all.sql
REASSIGN OWNED BY CURRENT_USER TO CURRENT_USER;  -- bad
