-- file: 0043_bound.sql
-- bellows:phase contract
ALTER TABLE events_2027 ADD CONSTRAINT events_2027_bound
    CHECK (happened >= '2027-01-01' AND happened < '2028-01-01') NOT VALID;
-- file: 0044_without.sql
-- bellows:phase contract
-- Rows of 2027 are refused until 0047.
ALTER TABLE events_rest ADD CONSTRAINT events_rest_without
    CHECK (NOT (happened >= '2027-01-01' AND happened < '2028-01-01')) NOT VALID;
-- file: 0045_validate.sql
ALTER TABLE events_2027 VALIDATE CONSTRAINT events_2027_bound;
-- file: 0046_validate.sql
ALTER TABLE events_rest VALIDATE CONSTRAINT events_rest_without;
-- file: 0047_attach.sql
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
