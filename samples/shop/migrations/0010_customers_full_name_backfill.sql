-- In a migration of its own, so that no lock of 0009 is held meanwhile. One statement is right for a shop of some
-- ten thousand customers; millions want batches, each committed by itself.
UPDATE customers SET full_name = name WHERE full_name IS NULL;
