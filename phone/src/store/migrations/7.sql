ALTER TABLE file ADD COLUMN look BLOB CHECK (length(look) = 32);

CREATE INDEX file_look ON file (look) WHERE look IS NOT NULL;

DROP VIEW picture_shown;

CREATE VIEW picture_shown (id) AS
    SELECT picture FROM account WHERE picture IS NOT NULL
    UNION ALL SELECT picture FROM chat WHERE picture IS NOT NULL
    UNION ALL SELECT picture FROM contact WHERE picture IS NOT NULL
    UNION ALL SELECT look FROM file WHERE look IS NOT NULL;

CREATE TRIGGER file_look_removed AFTER DELETE ON file WHEN old.look IS NOT NULL BEGIN
    DELETE FROM picture WHERE id = old.look AND NOT EXISTS (SELECT 1 FROM picture_shown WHERE id = old.look);
END;
