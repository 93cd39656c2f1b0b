CREATE TABLE shelves (name text NOT NULL);
ALTER TABLE shelves ADD PRIMARY KEY (name);
