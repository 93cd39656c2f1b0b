CREATE OR REPLACE VIEW recent_notes AS
SELECT id, body, written_at FROM notes ORDER BY id DESC LIMIT 20;
