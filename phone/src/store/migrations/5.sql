CREATE TABLE picture (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    bytes BLOB NOT NULL
) STRICT;

ALTER TABLE account ADD COLUMN picture BLOB CHECK (length(picture) = 32);
ALTER TABLE chat ADD COLUMN picture BLOB CHECK (length(picture) = 32);
ALTER TABLE contact ADD COLUMN picture BLOB CHECK (length(picture) = 32);

CREATE INDEX chat_picture ON chat (picture) WHERE picture IS NOT NULL;
CREATE INDEX contact_picture ON contact (picture) WHERE picture IS NOT NULL;

CREATE VIEW picture_shown (id) AS
    SELECT picture FROM account WHERE picture IS NOT NULL
    UNION ALL SELECT picture FROM chat WHERE picture IS NOT NULL
    UNION ALL SELECT picture FROM contact WHERE picture IS NOT NULL;

CREATE TRIGGER account_picture_changed AFTER UPDATE OF picture ON account BEGIN
    DELETE FROM picture WHERE id = old.picture AND NOT EXISTS (SELECT 1 FROM picture_shown WHERE id = old.picture);
END;

CREATE TRIGGER chat_picture_changed AFTER UPDATE OF picture ON chat BEGIN
    DELETE FROM picture WHERE id = old.picture AND NOT EXISTS (SELECT 1 FROM picture_shown WHERE id = old.picture);
END;

CREATE TRIGGER chat_picture_removed AFTER DELETE ON chat WHEN old.picture IS NOT NULL BEGIN
    DELETE FROM picture WHERE id = old.picture AND NOT EXISTS (SELECT 1 FROM picture_shown WHERE id = old.picture);
END;

CREATE TRIGGER contact_picture_changed AFTER UPDATE OF picture ON contact BEGIN
    DELETE FROM picture WHERE id = old.picture AND NOT EXISTS (SELECT 1 FROM picture_shown WHERE id = old.picture);
END;
