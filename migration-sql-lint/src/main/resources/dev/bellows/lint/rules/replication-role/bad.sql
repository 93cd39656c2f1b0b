SET LOCAL session_replication_role = replica;  -- bad
SELECT set_config('session_replication_role', 'replica', true);  -- bad
