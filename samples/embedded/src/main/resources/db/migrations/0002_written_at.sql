ALTER TABLE notes ADD COLUMN written_at timestamptz;
ALTER TABLE notes ALTER COLUMN written_at SET DEFAULT now();
