-- file: 0043_schemas.sql
DROP SCHEMA archive;  -- bad
DROP SCHEMA IF EXISTS archive, staging CASCADE;  -- bad
-- file: 0044_owned.sql
DROP OWNED BY CURRENT_USER;  -- bad
