CREATE TABLE shelves (id bigint PRIMARY KEY, code text CHECK (length(code) = 4), name varchar);
