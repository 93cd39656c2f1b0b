CREATE TABLE shelves (id bigint PRIMARY KEY, room bigint REFERENCES rooms, width integer);
