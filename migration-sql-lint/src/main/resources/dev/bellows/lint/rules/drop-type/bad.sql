DROP TYPE IF EXISTS parcel_size;  -- bad
DROP DOMAIN amount CASCADE;  -- bad
