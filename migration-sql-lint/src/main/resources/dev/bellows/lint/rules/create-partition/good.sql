-- file: 0043_events_rest.sql
-- bellows:phase contract
-- Rows of 2028 are refused until 0045.
ALTER TABLE events_rest ADD CONSTRAINT events_rest_without
    CHECK (NOT (happened >= '2028-01-01' AND happened < '2029-01-01')) NOT VALID;
-- file: 0044_validate.sql
ALTER TABLE events_rest VALIDATE CONSTRAINT events_rest_without;
-- file: 0045_events_2028.sql
CREATE TABLE events_2028 (LIKE events INCLUDING ALL EXCLUDING IDENTITY);
ALTER TABLE events ATTACH PARTITION events_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
