DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 140000 THEN
        EXECUTE 'COMMENT ON TABLE orders IS $text$what customers ordered$text$';
    END IF;
END $$;
