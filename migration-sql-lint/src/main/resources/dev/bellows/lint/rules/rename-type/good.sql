ALTER TYPE parcel_size ADD VALUE 'tiny' BEFORE 'small';
