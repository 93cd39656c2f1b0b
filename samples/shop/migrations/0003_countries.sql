-- Where the shop delivers, with the standard rate of value added tax in per cent. The columns are parted by tabs.
CREATE TABLE countries (
    code text PRIMARY KEY CHECK (code ~ '^[A-Z]{2}$'),
    name text NOT NULL,
    vat_rate numeric(4, 2) NOT NULL CHECK (vat_rate >= 0)
);

COPY countries (code, name, vat_rate) FROM STDIN;
AT	Austria	20.00
CH	Switzerland	8.10
DE	Germany	19.00
FR	France	20.00
GB	United Kingdom	20.00
IT	Italy; without Livigno, Campione d'Italia	22.00
NL	Netherlands	21.00
\.
