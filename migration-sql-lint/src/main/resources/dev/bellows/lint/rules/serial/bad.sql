CREATE TABLE shelves (id bigserial PRIMARY KEY);  -- bad
