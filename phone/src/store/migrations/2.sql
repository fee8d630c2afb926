ALTER TABLE chat ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
ALTER TABLE chat ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
ALTER TABLE chat ADD COLUMN muted_until INTEGER;
ALTER TABLE chat ADD COLUMN marked_unread INTEGER NOT NULL DEFAULT 0 CHECK (marked_unread IN (0, 1));
ALTER TABLE chat ADD COLUMN draft TEXT NOT NULL DEFAULT '';
ALTER TABLE chat ADD COLUMN request INTEGER NOT NULL DEFAULT 0 CHECK (request IN (0, 1));
ALTER TABLE chat ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden BETWEEN 0 AND 2);

ALTER TABLE contact ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1));

ALTER TABLE message ADD COLUMN kind INTEGER NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 3);
ALTER TABLE message ADD COLUMN raw BLOB;
ALTER TABLE message ADD COLUMN quote BLOB CHECK (length(quote) = 16);
ALTER TABLE message ADD COLUMN edited INTEGER;
ALTER TABLE message ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
ALTER TABLE message ADD COLUMN forwarded INTEGER NOT NULL DEFAULT 0 CHECK (forwarded IN (0, 1));

DROP INDEX message_unread;
DROP INDEX message_waiting;
CREATE INDEX message_unread ON message (chat, place) WHERE sender IS NOT NULL AND kind < 2;
CREATE INDEX message_waiting ON message (chat, place) WHERE sender IS NULL AND state = 1 AND kind = 0;
CREATE INDEX message_shown ON message (chat, place) WHERE kind < 3;
CREATE INDEX message_quoting ON message (chat, quote) WHERE quote IS NOT NULL;
CREATE INDEX message_starred ON message (number) WHERE starred = 1;

CREATE TABLE edit (
    message INTEGER NOT NULL REFERENCES message (number),
    step INTEGER NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (message, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE reaction (
    message INTEGER NOT NULL REFERENCES message (number),
    sender BLOB NOT NULL CHECK (length(sender) IN (0, 32)),
    emoji TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (message, sender)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE message_words USING fts5 (
    text,
    content = 'message',
    content_rowid = 'number',
    prefix = '1 2 3 4',
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER message_words_added AFTER INSERT ON message WHEN new.kind = 0 BEGIN
    INSERT INTO message_words (rowid, text) VALUES (new.number, new.text);
END;

CREATE TRIGGER message_words_changed AFTER UPDATE OF text, kind ON message BEGIN
    INSERT INTO message_words (message_words, rowid, text) SELECT 'delete', old.number, old.text WHERE old.kind = 0;
    INSERT INTO message_words (rowid, text) SELECT new.number, new.text WHERE new.kind = 0;
END;

CREATE TRIGGER message_words_removed AFTER DELETE ON message WHEN old.kind = 0 BEGIN
    INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.number, old.text);
END;

INSERT INTO message_words (rowid, text) SELECT number, text FROM message WHERE kind = 0;
