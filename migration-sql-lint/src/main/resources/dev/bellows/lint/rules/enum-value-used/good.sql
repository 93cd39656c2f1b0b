-- file: 0043_returned.sql
ALTER TYPE order_state ADD VALUE 'returned';
-- file: 0044_return.sql
UPDATE orders SET state = 'returned' WHERE id = 7;
-- file: 0045_moods.sql
-- Values that a type is made with can be used at once.
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE moods (id bigint PRIMARY KEY, mood mood NOT NULL DEFAULT 'glad');
