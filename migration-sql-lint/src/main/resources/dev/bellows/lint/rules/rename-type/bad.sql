ALTER TYPE order_state RENAME TO state_of_order;  -- bad
ALTER DOMAIN amount RENAME TO money_amount;  -- bad
ALTER TYPE address RENAME ATTRIBUTE city TO town;  -- bad
ALTER TYPE parcel_size RENAME VALUE 'small' TO 'tiny';  -- bad
