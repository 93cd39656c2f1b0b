-- bellows:phase contract
-- No release that still runs searches with it.
ALTER TEXT SEARCH CONFIGURATION shop_search RENAME TO product_search;
