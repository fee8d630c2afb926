CREATE TABLE account (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    relay TEXT NOT NULL,
    identity_key BLOB NOT NULL CHECK (length(identity_key) = 32),
    mailbox_key BLOB NOT NULL CHECK (length(mailbox_key) = 32),
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE chat (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    last_place INTEGER NOT NULL DEFAULT 0,
    read_through INTEGER NOT NULL DEFAULT 0,
    read_told INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX chat_newest ON chat (at DESC, id);

CREATE TABLE contact (
    account BLOB PRIMARY KEY CHECK (length(account) = 32),
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    card BLOB NOT NULL,
    chat BLOB NOT NULL UNIQUE REFERENCES chat (id),
    verified INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX contact_handle ON contact (handle);

CREATE TABLE mls_group (
    tag BLOB PRIMARY KEY CHECK (length(tag) = 16),
    chat BLOB NOT NULL REFERENCES chat (id),
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mls_group_chat ON mls_group (chat, tag);

CREATE TABLE message (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL CHECK (length(id) = 16),
    chat BLOB NOT NULL REFERENCES chat (id),
    place INTEGER NOT NULL,
    sender BLOB CHECK (length(sender) = 32),
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
    problem INTEGER,
    intent BLOB CHECK (length(intent) = 16),
    sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)),
    receipt_due INTEGER NOT NULL DEFAULT 0 CHECK (receipt_due IN (0, 1)),
    UNIQUE (chat, place),
    UNIQUE (chat, id)
) STRICT;

CREATE UNIQUE INDEX message_own ON message (id) WHERE sender IS NULL;
CREATE INDEX message_unread ON message (chat, place) WHERE sender IS NOT NULL;
CREATE INDEX message_waiting ON message (chat, place) WHERE sender IS NULL AND state = 1;
CREATE INDEX message_receipt ON message (chat) WHERE receipt_due = 1;

CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    put BLOB NOT NULL UNIQUE CHECK (length(put) = 16),
    recipient BLOB NOT NULL CHECK (length(recipient) = 32),
    payload BLOB NOT NULL,
    message INTEGER REFERENCES message (number),
    welcome BLOB CHECK (length(welcome) = 16)
) STRICT;

CREATE INDEX outbox_recipient ON outbox (recipient, number);
CREATE INDEX outbox_message ON outbox (message);

CREATE TABLE received (
    put BLOB PRIMARY KEY CHECK (length(put) = 16),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX received_oldest ON received (at);

CREATE TABLE intent (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    message INTEGER REFERENCES message (number),
    contact BLOB REFERENCES contact (account),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX intent_oldest ON intent (at);
CREATE INDEX intent_message ON intent (message);

CREATE TABLE link (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
    record BLOB NOT NULL,
    browser TEXT NOT NULL,
    os TEXT NOT NULL,
    origin TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
    object BLOB NOT NULL,
    version INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (kind, object)
) STRICT, WITHOUT ROWID;
