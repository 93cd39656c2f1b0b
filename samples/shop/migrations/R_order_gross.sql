-- What an order costs with value added tax. Edit it here: a repeatable runs again whenever its text changes.
CREATE OR REPLACE FUNCTION order_gross(the_order bigint) RETURNS numeric
LANGUAGE sql STABLE AS $gross$
    SELECT round(t.net * (1 + c.vat_rate / 100), 2)
    FROM order_totals t
    JOIN orders o ON o.id = t.order_id
    JOIN countries c ON c.code = o.ship_to
    WHERE t.order_id = the_order
$gross$;
