ALTER SCHEMA archive RENAME TO attic;  -- bad
