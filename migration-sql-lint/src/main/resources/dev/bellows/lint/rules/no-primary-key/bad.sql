CREATE TABLE shelves (name text);  -- bad
