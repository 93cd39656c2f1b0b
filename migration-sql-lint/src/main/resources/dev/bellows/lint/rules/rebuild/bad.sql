-- file: 0043_reindex.sql
REINDEX TABLE orders;  -- bad
REINDEX INDEX products_title;  -- bad
REFRESH MATERIALIZED VIEW sales;  -- bad
CLUSTER customers USING customers_pkey;  -- bad
-- file: 0044_vacuum.sql
VACUUM FULL orders;  -- bad
