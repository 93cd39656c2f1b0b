CREATE TABLE shelves (
    id integer PRIMARY KEY,  -- bad
    room smallint REFERENCES rooms,  -- bad
    width integer
);
