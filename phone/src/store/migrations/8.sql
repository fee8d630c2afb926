CREATE TABLE file_before (message INTEGER, digest BLOB, held INTEGER, look BLOB) STRICT;

INSERT INTO file_before (message, digest, held, look) SELECT message, digest, held, look FROM file;

DROP TABLE file;

CREATE TABLE file (
    message INTEGER PRIMARY KEY NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    held INTEGER NOT NULL CHECK (held BETWEEN 0 AND 8),
    look BLOB CHECK (length(look) = 32),
    asked INTEGER
) STRICT;

INSERT INTO file (message, digest, held, look) SELECT message, digest, held, look FROM file_before;

DROP TABLE file_before;

CREATE INDEX file_digest ON file (digest);
CREATE INDEX file_moving ON file (message) WHERE held IN (0, 2, 7);
CREATE INDEX file_look ON file (look) WHERE look IS NOT NULL;

CREATE TABLE file_again (
    message INTEGER NOT NULL,
    account BLOB NOT NULL CHECK (length(account) = 32),
    at INTEGER NOT NULL,
    stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 3),
    PRIMARY KEY (message, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_again_account ON file_again (account, at);

CREATE TRIGGER file_again_removed AFTER DELETE ON message BEGIN
    DELETE FROM file_again WHERE message = old.number;
END;

CREATE TRIGGER file_removed AFTER DELETE ON file WHEN NOT EXISTS (SELECT 1 FROM file WHERE digest = old.digest) BEGIN
    INSERT INTO file_left (digest) VALUES (old.digest) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER file_look_removed AFTER DELETE ON file WHEN old.look IS NOT NULL BEGIN
    DELETE FROM picture WHERE id = old.look AND NOT EXISTS (SELECT 1 FROM picture_shown WHERE id = old.look);
END;
