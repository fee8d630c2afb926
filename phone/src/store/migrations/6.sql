ALTER TABLE message ADD COLUMN file BLOB;

CREATE TABLE file (
    message INTEGER PRIMARY KEY NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    held INTEGER NOT NULL CHECK (held BETWEEN 0 AND 4)
) STRICT;

CREATE INDEX file_digest ON file (digest);
CREATE INDEX file_moving ON file (message) WHERE held IN (0, 2);

CREATE TABLE file_left (
    digest BLOB PRIMARY KEY NOT NULL CHECK (length(digest) = 32)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER file_unsaid AFTER UPDATE OF kind ON message WHEN new.kind >= 2 AND old.file IS NOT NULL BEGIN
    UPDATE message SET file = NULL WHERE number = new.number;
    DELETE FROM file WHERE message = new.number;
END;

CREATE TRIGGER file_message_removed AFTER DELETE ON message WHEN old.file IS NOT NULL BEGIN
    DELETE FROM file WHERE message = old.number;
END;

CREATE TRIGGER file_removed AFTER DELETE ON file WHEN NOT EXISTS (SELECT 1 FROM file WHERE digest = old.digest) BEGIN
    INSERT INTO file_left (digest) VALUES (old.digest) ON CONFLICT DO NOTHING;
END;
