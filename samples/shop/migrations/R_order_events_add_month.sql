-- Adds the partition of a month, for a monthly job to call. The table is made beside its parent and attached then,
-- as CREATE … PARTITION OF would lock the parent against every reader.
CREATE OR REPLACE FUNCTION order_events_add_month(month date) RETURNS void
LANGUAGE plpgsql AS $add$
DECLARE
    first_day date := date_trunc('month', month::timestamp)::date;
    next_month date := (first_day + interval '1 month')::date;
    partition text := to_char(first_day, '"order_events_"YYYY_MM');
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE order_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    EXECUTE format('ALTER TABLE order_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, first_day || ' 00:00+00', next_month || ' 00:00+00');
END;
$add$;
