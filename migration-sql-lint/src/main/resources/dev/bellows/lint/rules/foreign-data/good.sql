CREATE FOREIGN TABLE forward_rates (currency text, rate numeric) SERVER bank OPTIONS (sheet 'forward');
