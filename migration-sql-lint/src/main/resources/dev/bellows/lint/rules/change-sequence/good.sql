ALTER SEQUENCE invoice_number CACHE 20;
ALTER SEQUENCE invoice_number OWNED BY orders.id;
