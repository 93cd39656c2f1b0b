-- bellows:phase contract
-- No release that still runs draws numbers from it.
DROP SEQUENCE invoice_number;
