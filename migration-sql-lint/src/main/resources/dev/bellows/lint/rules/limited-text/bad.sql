CREATE TABLE shelves (
    id bigint PRIMARY KEY,
    code char(4),  -- bad
    name varchar(40)  -- bad
);
