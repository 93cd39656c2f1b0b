-- bellows:phase contract
-- No release that still runs names it.
DROP TYPE parcel_size;
