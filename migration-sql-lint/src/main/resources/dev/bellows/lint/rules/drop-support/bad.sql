DROP CAST (order_state AS text);  -- bad
DROP COLLATION plain;  -- bad
DROP TEXT SEARCH CONFIGURATION shop_search;  -- bad
