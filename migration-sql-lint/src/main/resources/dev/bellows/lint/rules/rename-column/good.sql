-- file: 0043_remark.sql
ALTER TABLE orders ADD COLUMN remark text;
-- file: 0044_drop_note.sql
-- bellows:phase contract
-- Both were kept in step, all rows are filled, and every release that still runs only names remark.
ALTER TABLE orders DROP COLUMN note;
