DROP FUNCTION discount(numeric);  -- bad
DROP PROCEDURE close_day;  -- bad
