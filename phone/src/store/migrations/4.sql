ALTER TABLE chat ADD COLUMN timer INTEGER CHECK (timer > 0);
ALTER TABLE chat ADD COLUMN timer_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN expires INTEGER;
ALTER TABLE message ADD COLUMN names_me INTEGER NOT NULL DEFAULT 0 CHECK (names_me IN (0, 1));
ALTER TABLE link ADD COLUMN name TEXT;
ALTER TABLE contact ADD COLUMN changed_card BLOB;
ALTER TABLE contact ADD COLUMN changed_group BLOB CHECK (length(changed_group) = 16);
ALTER TABLE contact ADD COLUMN name_due INTEGER NOT NULL DEFAULT 0 CHECK (name_due IN (0, 1));
ALTER TABLE mls_group ADD COLUMN stale INTEGER NOT NULL DEFAULT 0 CHECK (stale BETWEEN 0 AND 2);

CREATE TABLE letter (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    chat BLOB NOT NULL REFERENCES chat (id),
    body BLOB NOT NULL
) STRICT;

CREATE INDEX letter_chat ON letter (chat, number);
CREATE INDEX message_expires ON message (expires)
    WHERE expires IS NOT NULL AND (sender IS NOT NULL OR sealed = 1 OR state = 2);
CREATE INDEX message_naming_me ON message (chat, place) WHERE names_me = 1;
CREATE INDEX member_handle ON member (chat, handle) WHERE gone = 0;
CREATE INDEX contact_name_due ON contact (account) WHERE name_due = 1;
