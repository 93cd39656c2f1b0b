INSERT INTO notes (body) VALUES ('The first note: however many servers start together, it is written once.');
