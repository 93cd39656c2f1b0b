-- file: 0043_role.sql
CREATE ROLE shop_reader;
-- file: 0044_rename.sql
ALTER ROLE shop_reader RENAME TO shop_reports;  -- bad
-- file: 0045_clean_up.sql
DROP ROLE shop_reports;
