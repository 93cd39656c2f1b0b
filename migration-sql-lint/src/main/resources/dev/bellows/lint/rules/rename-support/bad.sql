ALTER TEXT SEARCH CONFIGURATION shop_search RENAME TO product_search;  -- bad
ALTER PUBLICATION shop RENAME TO shop_changes;  -- bad
