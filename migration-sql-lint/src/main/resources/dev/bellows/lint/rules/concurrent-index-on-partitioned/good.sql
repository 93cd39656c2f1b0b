-- file: 0043_events_kind.sql
CREATE INDEX events_kind ON ONLY events (kind);
-- file: 0044_events_2026_kind.sql
CREATE INDEX CONCURRENTLY events_2026_kind ON events_2026 (kind);
-- file: 0045_events_rest_kind.sql
CREATE INDEX CONCURRENTLY events_rest_kind ON events_rest (kind);
-- file: 0046_attach.sql
ALTER INDEX events_kind ATTACH PARTITION events_2026_kind;
ALTER INDEX events_kind ATTACH PARTITION events_rest_kind;
