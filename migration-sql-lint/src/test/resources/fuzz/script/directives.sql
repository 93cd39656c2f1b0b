-- bellows:phase contract
-- bellows:after 0042
-- bellows:lock-timeout 2s
-- bellows:allow drop-table nobody reads it
DROP TABLE a;
