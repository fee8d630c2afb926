ALTER TABLE chat ADD COLUMN title TEXT;
ALTER TABLE chat ADD COLUMN outside INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0, 1));
ALTER TABLE message ADD COLUMN event BLOB;
ALTER TABLE intent ADD COLUMN chat BLOB CHECK (length(chat) = 16);

CREATE TABLE member (
    chat BLOB NOT NULL REFERENCES chat (id),
    account BLOB NOT NULL CHECK (length(account) = 32),
    handle TEXT NOT NULL,
    card BLOB NOT NULL,
    admin INTEGER NOT NULL CHECK (admin IN (0, 1)),
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    since INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (chat, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
    message INTEGER NOT NULL REFERENCES message (number),
    account BLOB NOT NULL CHECK (length(account) = 32),
    state INTEGER NOT NULL CHECK (state IN (4, 5)),
    at INTEGER NOT NULL,
    PRIMARY KEY (message, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX receipt_unread ON receipt (account, message) WHERE state = 4;

CREATE TABLE wanted (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    chat BLOB NOT NULL REFERENCES chat (id),
    change BLOB NOT NULL
) STRICT;

CREATE INDEX wanted_chat ON wanted (chat, number);

CREATE TABLE kept (
    number INTEGER PRIMARY KEY,
    put BLOB NOT NULL CHECK (length(put) = 16),
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    payload BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX kept_tag ON kept (tag, number);

CREATE TABLE piece (
    set_id BLOB NOT NULL CHECK (length(set_id) = 16),
    place INTEGER NOT NULL,
    count INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    put BLOB NOT NULL CHECK (length(put) = 16),
    at INTEGER NOT NULL,
    PRIMARY KEY (set_id, place)
) STRICT;

CREATE INDEX piece_oldest ON piece (at);

CREATE TABLE invitation (
    chat BLOB PRIMARY KEY REFERENCES chat (id),
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;

CREATE TABLE asking (
    chat BLOB NOT NULL REFERENCES chat (id),
    account BLOB NOT NULL REFERENCES contact (account),
    at INTEGER NOT NULL,
    PRIMARY KEY (chat, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE knock (
    chat BLOB NOT NULL REFERENCES chat (id),
    invitation BLOB NOT NULL CHECK (length(invitation) = 16),
    PRIMARY KEY (chat, invitation)
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE waiting AS SELECT number, put, recipient, payload, message, welcome FROM outbox;
DROP TABLE outbox;

CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    turn INTEGER NOT NULL,
    put BLOB NOT NULL UNIQUE CHECK (length(put) = 16),
    lane BLOB NOT NULL CHECK (length(lane) IN (16, 32)),
    recipients BLOB NOT NULL CHECK (length(recipients) % 32 = 0),
    payload BLOB NOT NULL,
    message INTEGER REFERENCES message (number),
    welcome BLOB CHECK (length(welcome) = 16),
    tag BLOB CHECK (length(tag) = 16),
    epoch INTEGER,
    letter BLOB,
    sealed INTEGER
) STRICT;

CREATE INDEX outbox_lane ON outbox (lane, turn, number);
CREATE INDEX outbox_message ON outbox (message);
CREATE INDEX outbox_tag ON outbox (tag, lane) WHERE tag IS NOT NULL;

INSERT INTO outbox (number, turn, put, lane, recipients, payload, message, welcome)
    SELECT number, number, put, recipient, recipient, payload, message, welcome FROM waiting ORDER BY number;
DROP TABLE waiting;
