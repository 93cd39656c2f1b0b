ALTER TABLE events_2027 ADD CONSTRAINT one_of_each EXCLUDE USING btree (kind WITH =);  -- bad
