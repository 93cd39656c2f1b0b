CREATE TABLE bookings (
    during daterange NOT NULL,
    EXCLUDE USING gist (during WITH &&)
);
