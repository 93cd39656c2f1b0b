-- file: 0043_role.sql
DROP ROLE IF EXISTS reporting;  -- bad
-- file: 0044_system.sql
ALTER SYSTEM RESET work_mem;  -- bad
-- file: 0045_database.sql
DROP DATABASE IF EXISTS reports;  -- bad
