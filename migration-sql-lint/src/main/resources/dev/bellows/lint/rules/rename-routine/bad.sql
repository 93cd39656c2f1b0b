ALTER FUNCTION discount(numeric) RENAME TO reduced;  -- bad
ALTER PROCEDURE close_day RENAME TO end_day;  -- bad
