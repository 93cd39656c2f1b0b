CREATE TABLE shelves (id bigint PRIMARY KEY, name_in_the_storage_room text);
