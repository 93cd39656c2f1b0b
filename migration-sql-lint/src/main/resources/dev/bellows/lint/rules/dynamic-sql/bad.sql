DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'archive' LOOP
        EXECUTE format('DROP TABLE archive.%I', name);  -- bad
    END LOOP;
END $$;
