ALTER TABLE chat ADD COLUMN timer INTEGER CHECK (timer > 0);
ALTER TABLE message ADD COLUMN expires INTEGER;
ALTER TABLE link ADD COLUMN name TEXT;
ALTER TABLE contact ADD COLUMN changed_card BLOB;

CREATE INDEX message_expires ON message (expires) WHERE expires IS NOT NULL;
