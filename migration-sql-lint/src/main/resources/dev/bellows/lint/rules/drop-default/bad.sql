ALTER TABLE customers ALTER COLUMN joined DROP DEFAULT;  -- bad
ALTER TABLE orders ALTER state DROP DEFAULT,  -- bad
    ALTER id DROP IDENTITY;  -- bad
ALTER TABLE order_items ALTER gross DROP EXPRESSION;  -- bad
ALTER DOMAIN amount DROP DEFAULT;  -- bad
