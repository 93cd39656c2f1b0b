ALTER TABLE orders ADD COLUMN colour text;
SAVEPOINT before_comment;
COMMENT ON COLUMN orders.colour IS 'as the customer chose it';
RELEASE before_comment;
