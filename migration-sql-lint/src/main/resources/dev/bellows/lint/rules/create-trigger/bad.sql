CREATE TRIGGER customers_touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();  -- bad
CREATE RULE no_products AS ON DELETE TO products DO INSTEAD NOTHING;  -- bad
