-- bellows:phase contract
-- No release that still runs searches with it.
DROP TEXT SEARCH CONFIGURATION shop_search;
