-- file: 0043_reindex.sql
REINDEX TABLE CONCURRENTLY orders;
-- file: 0044_refresh.sql
REFRESH MATERIALIZED VIEW CONCURRENTLY sales;
-- file: 0045_vacuum.sql
VACUUM orders;
-- file: 0046_analyze.sql
ANALYZE orders;
