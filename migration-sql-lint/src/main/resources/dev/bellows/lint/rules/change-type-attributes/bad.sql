ALTER TYPE address ADD ATTRIBUTE country text;  -- bad
ALTER TYPE address DROP ATTRIBUTE street;  -- bad
