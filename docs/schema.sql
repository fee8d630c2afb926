-- The phone's database, `phone.db` in its home folder.
--
-- It is encrypted as a whole with SQLCipher; the key is stretched from the passphrase. A test keeps this file equal to
-- what the program makes (phone/src/store/migration.rs). Tables whose names hold `openmls` or `vc_` belong to the
-- OpenMLS crate and are not described here.
--
-- Times are milliseconds since 1970 UTC. Ids are the raw bytes of the ids on the wire. A place counts the messages of
-- one chat; a version counts the changes of the whole phone.

-- The one account of this phone.
CREATE TABLE account (
    one INTEGER PRIMARY KEY CHECK (one = 1),                       -- always 1: there is one account
    handle TEXT NOT NULL,                                          -- its handle, without @
    name TEXT NOT NULL,                                            -- the name that contacts see
    relay TEXT NOT NULL,                                           -- the origin of its relay
    identity_key BLOB NOT NULL CHECK (length(identity_key) = 32),  -- secret seed of the identity key (Ed25519), which signs in MLS
    mailbox_key BLOB NOT NULL CHECK (length(mailbox_key) = 32),    -- secret seed of the mailbox key (Ed25519), which opens the mailbox
    made_at INTEGER NOT NULL,                                      -- when the account was made
    picture BLOB CHECK (length(picture) = 32)                      -- what the picture that contacts see is called; null: there is none
) STRICT;

-- Single numbers that must be remembered.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,   -- which number: see phone/src/store/setting.rs
    value INTEGER NOT NULL   -- the number
) STRICT, WITHOUT ROWID;

-- Chats.
CREATE TABLE chat (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),  -- random; only this phone and its screens use it
    last_place INTEGER NOT NULL DEFAULT 0,        -- place of the last message; 0: none yet
    read_through INTEGER NOT NULL DEFAULT 0,      -- read mark: the place up to which its owner has seen it; only grows
    read_told INTEGER NOT NULL DEFAULT 0,         -- the read mark that the other side has been told; never above read_through
    at INTEGER NOT NULL,                          -- when something last happened in it; sorts the list
    pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),                 -- 1: kept at the top of the list
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),             -- 1: out of the way until something new comes
    muted_until INTEGER,                                                        -- no notifications before this time; null: not muted
    marked_unread INTEGER NOT NULL DEFAULT 0 CHECK (marked_unread IN (0, 1)),   -- 1: to be looked at again, though all was seen
    draft TEXT NOT NULL DEFAULT '',                                             -- what was typed and not sent yet
    request INTEGER NOT NULL DEFAULT 0 CHECK (request IN (0, 1)),               -- 1: begun by somebody unknown, and not accepted yet
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden BETWEEN 0 AND 2),           -- 1: stands ready in place of a chat that was deleted, not shown until something is said in it; 2: deleted, and its messages are on their way out
    title TEXT,                                                                 -- a group's name; null: a chat of two
    outside INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0, 1)),               -- 1: this account is not in the group any more
    timer INTEGER CHECK (timer > 0),                                            -- new messages go away after so many seconds; null: never
    timer_at INTEGER NOT NULL DEFAULT 0,                                        -- when that was last said, by the clock of who said it: only a later word counts
    picture BLOB CHECK (length(picture) = 32)                                   -- what the picture of the group is called; null: it has none, or it is a chat of two
) STRICT, WITHOUT ROWID;

CREATE INDEX chat_newest ON chat (at DESC, id);
CREATE INDEX chat_picture ON chat (picture) WHERE picture IS NOT NULL;

-- People that this account knows.
CREATE TABLE contact (
    account BLOB PRIMARY KEY CHECK (length(account) = 32),            -- the contact's account: public key of its mailbox
    handle TEXT NOT NULL,                                             -- the contact's handle, without @
    name TEXT NOT NULL,                                               -- the name that the contact chose; the handle until it is known
    card BLOB NOT NULL,                                               -- the signed card as first seen: another identity later is a changed key
    chat BLOB NOT NULL UNIQUE REFERENCES chat (id),                   -- the chat of two with this contact
    verified INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1)),   -- 1: the identity was compared out of band
    blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),     -- 1: what it sends is thrown away unseen
    changed_card BLOB,                                                -- a signed card with another identity that came later and was not accepted yet
    changed_group BLOB CHECK (length(changed_group) = 16),            -- the group that the changed identity has begun; nothing in it is shown before it is accepted
    name_due INTEGER NOT NULL DEFAULT 0 CHECK (name_due IN (0, 1)),   -- 1: to be told how this account wants to be called now, and what it looks like
    picture BLOB CHECK (length(picture) = 32)                         -- what the picture that the contact chose is called; null: there is none
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX contact_handle ON contact (handle);
CREATE INDEX contact_name_due ON contact (account) WHERE name_due = 1;
CREATE INDEX contact_picture ON contact (picture) WHERE picture IS NOT NULL;

-- Pictures of the account, its contacts and its groups, and small ones of files, once for all that show the same. What one is called is known before its bytes
-- come, so others name pictures that are not here.
CREATE TABLE picture (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32),   -- what it is called: the digest of its bytes
    bytes BLOB NOT NULL                                     -- a JPEG, looked at before it was kept
) STRICT;

-- What is called by somebody. The triggers take out the bytes that nobody shows any more.
CREATE VIEW picture_shown (id) AS
    SELECT picture FROM account WHERE picture IS NOT NULL
    UNION ALL SELECT picture FROM chat WHERE picture IS NOT NULL
    UNION ALL SELECT picture FROM contact WHERE picture IS NOT NULL
    UNION ALL SELECT look FROM file WHERE look IS NOT NULL;

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

-- Encrypted groups of a chat. A chat of two has several when both sides began at once, or one of them was restored from a
-- backup: all are read, one is written to.
CREATE TABLE mls_group (
    tag BLOB PRIMARY KEY CHECK (length(tag) = 16),  -- the MLS group id, by which the relay orders commits
    chat BLOB NOT NULL REFERENCES chat (id),        -- the chat that it carries
    made_at INTEGER NOT NULL,                       -- when this phone made or joined it
    stale INTEGER NOT NULL DEFAULT 0 CHECK (stale BETWEEN 0 AND 2)   -- above 0 nothing is sealed in it: 1: of two, the other side has begun another, or this state is from a backup; of many, it is from a backup and its keys are to be renewed first; 2: that renewal is under way
) STRICT, WITHOUT ROWID;

CREATE INDEX mls_group_chat ON mls_group (chat, tag);

-- Who is, or was, in a group of many.
CREATE TABLE member (
    chat BLOB NOT NULL REFERENCES chat (id),                  -- the group's chat
    account BLOB NOT NULL CHECK (length(account) = 32),       -- who
    handle TEXT NOT NULL,                                     -- the handle on the card
    card BLOB NOT NULL,                                       -- the signed card of the member's leaf
    admin INTEGER NOT NULL CHECK (admin IN (0, 1)),           -- 1: may change the group
    own INTEGER NOT NULL CHECK (own IN (0, 1)),               -- 1: this account
    since INTEGER NOT NULL,                                   -- the last place of the chat when the member came in: it has what stands after it
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),   -- 1: in it no more; kept for the name under what it has written
    PRIMARY KEY (chat, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_handle ON member (chat, handle) WHERE gone = 0;

-- How far messages of this account have come with the members of groups. No row: not there yet.
CREATE TABLE receipt (
    message INTEGER NOT NULL REFERENCES message (number),    -- the message
    account BLOB NOT NULL CHECK (length(account) = 32),      -- the member
    state INTEGER NOT NULL CHECK (state IN (4, 5)),          -- 4 delivered, 5 read
    at INTEGER NOT NULL,                                     -- when this phone learned of it
    PRIMARY KEY (message, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX receipt_unread ON receipt (account, message) WHERE state = 4;

-- Changes of groups that somebody wants and that have no place at the relay yet. One of each chat is under way, the first.
CREATE TABLE wanted (
    number INTEGER PRIMARY KEY AUTOINCREMENT,    -- order; never used twice
    chat BLOB NOT NULL REFERENCES chat (id),     -- the group's chat
    change BLOB NOT NULL                         -- CBOR of the change, as screens ask for it
) STRICT;

CREATE INDEX wanted_chat ON wanted (chat, number);

-- Blobs that came before what opens them: the welcome of their group, or the change that their epoch begins with.
CREATE TABLE kept (
    number INTEGER PRIMARY KEY,                        -- the order in which they came
    put BLOB NOT NULL CHECK (length(put) = 16),        -- the id of the blob
    tag BLOB NOT NULL CHECK (length(tag) = 16),        -- its group
    payload BLOB NOT NULL,                             -- the blob
    at INTEGER NOT NULL                                -- when it came
) STRICT;

CREATE INDEX kept_tag ON kept (tag, number);

-- Pieces of blobs that are too large for a frame, until all are there.
CREATE TABLE piece (
    set_id BLOB NOT NULL CHECK (length(set_id) = 16),   -- the blob that it is of
    place INTEGER NOT NULL,                             -- which piece, from 0
    count INTEGER NOT NULL,                             -- how many the blob has
    bytes BLOB NOT NULL,                                -- its bytes
    put BLOB NOT NULL CHECK (length(put) = 16),         -- the id of the piece
    at INTEGER NOT NULL,                                -- when it came
    PRIMARY KEY (set_id, place)
) STRICT;

CREATE INDEX piece_oldest ON piece (at);

-- The invitation into each group that this account has given out.
CREATE TABLE invitation (
    chat BLOB PRIMARY KEY REFERENCES chat (id),           -- the group's chat
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16)       -- random; who names it was invited
) STRICT, WITHOUT ROWID;

-- Who asks this account to be let into a group.
CREATE TABLE asking (
    chat BLOB NOT NULL REFERENCES chat (id),              -- the group's chat
    account BLOB NOT NULL REFERENCES contact (account),   -- who
    at INTEGER NOT NULL,                                  -- since when
    PRIMARY KEY (chat, account)
) STRICT, WITHOUT ROWID;

-- Invitations that this account follows, until the admin who gave them out can be told.
CREATE TABLE knock (
    chat BLOB NOT NULL REFERENCES chat (id),                         -- the chat of two with that admin
    invitation BLOB NOT NULL CHECK (length(invitation) = 16),        -- the invitation
    PRIMARY KEY (chat, invitation)
) STRICT, WITHOUT ROWID;

-- Messages.
CREATE TABLE message (
    number INTEGER PRIMARY KEY,                                                   -- its name within this database
    id BLOB NOT NULL CHECK (length(id) = 16),                                     -- random, chosen by the writer's phone, the same on all phones
    chat BLOB NOT NULL REFERENCES chat (id),                                      -- the chat it stands in
    place INTEGER NOT NULL,                                                       -- where it stands there, from 1
    sender BLOB CHECK (length(sender) = 32),                                      -- who wrote it; null: this account
    text TEXT NOT NULL,                                                           -- what it says, or what is said with its file; empty unless its kind is 0
    at INTEGER NOT NULL,                                                          -- when it was written, by the clock of the writer's phone
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),                         -- 1 stored, 2 failed, 3 sent, 4 delivered, 5 read
    problem INTEGER,                                                              -- why it failed, or waits for a full mailbox: number of a Problem
    intent BLOB CHECK (length(intent) = 16),                                      -- the intent that it came from; null for others' messages
    sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)),                   -- 1: own message, sealed and given to the outbox
    receipt_due INTEGER NOT NULL DEFAULT 0 CHECK (receipt_due IN (0, 1)),         -- 1: others' message, whose sender has not been told yet that it came
    kind INTEGER NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 3),                 -- 0 text, 1 written by a newer phone and not read yet, 2 deleted for all, 3 deleted here: only its id is kept
    raw BLOB,                                                                     -- what the newer phone has written; null for the other kinds
    quote BLOB CHECK (length(quote) = 16),                                        -- id of the message of the same chat that it answers; null: none
    edited INTEGER,                                                               -- when it was last edited, by the clock of the writer's phone; null: never
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),                 -- 1: marked with a star
    forwarded INTEGER NOT NULL DEFAULT 0 CHECK (forwarded IN (0, 1)),             -- 1: passed on from another chat
    event BLOB,                                                                   -- CBOR of what happened to the chat, on a row of kind 2 that nobody has written; null for messages
    expires INTEGER,                                                              -- when it goes away by itself; null: never
    names_me INTEGER NOT NULL DEFAULT 0 CHECK (names_me IN (0, 1)),               -- 1: others' message whose words name this account
    file BLOB,                                                                    -- CBOR of what it says of its file, its key among it; null: it has none
    UNIQUE (chat, place),
    UNIQUE (chat, id)
) STRICT;

CREATE UNIQUE INDEX message_own ON message (id) WHERE sender IS NULL;
CREATE INDEX message_unread ON message (chat, place) WHERE sender IS NOT NULL AND kind < 2;
CREATE INDEX message_waiting ON message (chat, place) WHERE sender IS NULL AND state = 1 AND kind = 0;
CREATE INDEX message_shown ON message (chat, place) WHERE kind < 3;
CREATE INDEX message_quoting ON message (chat, quote) WHERE quote IS NOT NULL;
CREATE INDEX message_starred ON message (number) WHERE starred = 1;
CREATE INDEX message_receipt ON message (chat) WHERE receipt_due = 1;
CREATE INDEX message_expires ON message (expires)
    WHERE expires IS NOT NULL AND (sender IS NOT NULL OR sealed = 1 OR state = 2);
CREATE INDEX message_naming_me ON message (chat, place) WHERE names_me = 1;

-- How far the sealed bytes of files are. They lie beside the database, each under its digest.
CREATE TABLE file (
    message INTEGER PRIMARY KEY NOT NULL,                -- the message that has the file
    digest BLOB NOT NULL CHECK (length(digest) = 32),    -- of the sealed bytes
    held INTEGER NOT NULL CHECK (held BETWEEN 0 AND 8),  -- 0 here, and to be uploaded; 1 here; 2 to be fetched; 3 gone from the relay; 4 not what was sent; 5 larger than what is fetched by itself; 6 its sender is asked for it; 7 to be fetched when the disk has room; 8 its sender cannot bring it again either
    look BLOB CHECK (length(look) = 32),                 -- what a small picture of it is called; null: it looks like nothing
    asked INTEGER,                                       -- when its sender was last asked for it; null: never
    voice INTEGER NOT NULL DEFAULT 0 CHECK (voice IN (0, 1)),    -- 1: a voice note
    played INTEGER NOT NULL DEFAULT 0 CHECK (played IN (0, 1))   -- 1: a voice note that this account has listened to, or somebody else to this account's
) STRICT;

CREATE INDEX file_digest ON file (digest);
CREATE INDEX file_moving ON file (message) WHERE held IN (0, 2, 7);
CREATE INDEX file_look ON file (look) WHERE look IS NOT NULL;

-- Who has asked for the file of a message of this account again.
CREATE TABLE file_again (
    message INTEGER NOT NULL,                                -- the message
    account BLOB NOT NULL CHECK (length(account) = 32),      -- who has asked
    at INTEGER NOT NULL,                                     -- when
    stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 3),    -- 0 to be brought to the relay; it is there (1), or cannot be (2), and that is to be said; 3 it was said
    PRIMARY KEY (message, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_again_account ON file_again (account, at);

CREATE TRIGGER file_again_removed AFTER DELETE ON message BEGIN
    DELETE FROM file_again WHERE message = old.number;
END;

-- Sealed bytes that no message has any more, and that are to be removed.
CREATE TABLE file_left (
    digest BLOB PRIMARY KEY NOT NULL CHECK (length(digest) = 32)  -- of the sealed bytes
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

CREATE TRIGGER file_look_removed AFTER DELETE ON file WHEN old.look IS NOT NULL BEGIN
    DELETE FROM picture WHERE id = old.look AND NOT EXISTS (SELECT 1 FROM picture_shown WHERE id = old.look);
END;

-- What messages said before they were edited.
CREATE TABLE edit (
    message INTEGER NOT NULL REFERENCES message (number),  -- the message
    step INTEGER NOT NULL,                                 -- counts its edits from 1
    text TEXT NOT NULL,                                    -- what it said before this edit
    at INTEGER NOT NULL,                                   -- since when it had said so, by the clock of the writer's phone
    PRIMARY KEY (message, step)
) STRICT, WITHOUT ROWID;

-- Emoji under messages: one of each person.
CREATE TABLE reaction (
    message INTEGER NOT NULL REFERENCES message (number),    -- the message
    sender BLOB NOT NULL CHECK (length(sender) IN (0, 32)),  -- who; empty: this account
    emoji TEXT NOT NULL,                                     -- the emoji; empty: taken away, kept so that an older one that comes late is seen to be older
    at INTEGER NOT NULL,                                     -- when, by the clock of that person's phone
    PRIMARY KEY (message, sender)
) STRICT, WITHOUT ROWID;

-- The words of all messages of kind 0, for the search. It keeps no text of its own; the triggers keep it in step. Beginnings of
-- up to four letters have lists of their own: the words that stand in every second message are that short.
CREATE VIRTUAL TABLE message_words USING fts5 (
    text,                       -- the text of the message with this number
    content = 'message',
    content_rowid = 'number',
    prefix = '1 2 3 4',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Words of deleted messages are overwritten, not only marked.
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

-- What this account says and has not sealed, because a chat of two that was restored from a backup has no group to seal it in yet.
-- Messages wait in their own rows.
CREATE TABLE letter (
    number INTEGER PRIMARY KEY AUTOINCREMENT,   -- order of saying
    chat BLOB NOT NULL REFERENCES chat (id),    -- the chat
    body BLOB NOT NULL                          -- the letter: phone/src/app/letter.rs
) STRICT;

CREATE INDEX letter_chat ON letter (chat, number);

-- Sealed blobs on their way to the relay. Those of one lane leave one after the other, by turn and number.
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,                                                              -- order within a turn; never used twice
    turn INTEGER NOT NULL,                                                                                 -- order within a lane: its number, or the turn of the blob that it is a part of
    put BLOB NOT NULL UNIQUE CHECK (length(put) = 16),                                                     -- the id under which it is put, each time
    lane BLOB NOT NULL CHECK (length(lane) IN (16, 32)),                                                   -- what it stands in line with: all for one account (32 bytes), or all for the members of one group of many (its tag, 16 bytes)
    recipients BLOB NOT NULL CHECK (length(recipients) % 32 = 0),                                          -- the accounts whose mailboxes it goes to, one after the other; empty: a letter to all members that is sealed when it is its turn, in the epoch of then
    payload BLOB NOT NULL,                                                                                 -- the blob, or the letter that is to be sealed
    message INTEGER REFERENCES message (number),                                                           -- the message that it carries; null for receipts and the like
    welcome BLOB CHECK (length(welcome) = 16),                                                             -- tag of the group of two that it invites to; null for all else
    tag BLOB CHECK (length(tag) = 16),                                                                     -- tag of the group of many in which its order counts; null for all else
    epoch INTEGER,                                                                                         -- the epoch that it ends, for a commit that wants the slot of it; null for all else
    letter BLOB,                                                                                           -- the letter of a group of many that is sealed in it, to be sealed anew when the epoch is long over; null for all else
    sealed INTEGER                                                                                         -- the epoch in which that was; null for all else
) STRICT;

CREATE INDEX outbox_lane ON outbox (lane, turn, number);
CREATE INDEX outbox_message ON outbox (message);
CREATE INDEX outbox_tag ON outbox (tag, lane) WHERE tag IS NOT NULL;

-- Blobs taken from the mailbox, so that a repeat is recognised. Old ones are forgotten.
CREATE TABLE received (
    put BLOB PRIMARY KEY CHECK (length(put) = 16),  -- the blob's id
    at INTEGER NOT NULL                             -- when it came
) STRICT, WITHOUT ROWID;

CREATE INDEX received_oldest ON received (at);

-- Intents that were done, so that a repeat is answered and not done again. Old ones are forgotten.
CREATE TABLE intent (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),  -- the intent, as the screen named it
    message INTEGER REFERENCES message (number),  -- the message that it led to
    contact BLOB REFERENCES contact (account),    -- or the contact
    at INTEGER NOT NULL,                          -- when it was done
    chat BLOB CHECK (length(chat) = 16)           -- or the group that it made
) STRICT, WITHOUT ROWID;

CREATE INDEX intent_oldest ON intent (at);
CREATE INDEX intent_message ON intent (message);

-- Linked browsers.
CREATE TABLE link (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),             -- its name on the wire
    stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),    -- 0 granted, not confirmed by the browser; 1 in use; 2 ended, the relay has yet to confirm
    record BLOB NOT NULL,                                    -- its secret keys: protocol/src/link/phone.rs
    browser TEXT NOT NULL,                                   -- the browser's name
    os TEXT NOT NULL,                                        -- its system
    origin TEXT NOT NULL,                                    -- where its page was loaded from
    made_at INTEGER NOT NULL,                                -- when it was linked
    used_at INTEGER NOT NULL,                                -- when it last had a session; 30 idle days end a link
    name TEXT                                                -- what its owner calls it; null: nothing
) STRICT, WITHOUT ROWID;

-- The change log: for each object that screens see, the version in which it last changed.
CREATE TABLE change (
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),  -- 0 account, 1 chat, 2 message, 3 contact, 4 link
    object BLOB NOT NULL,                                -- its name: id, or for a message its number in 8 bytes
    version INTEGER NOT NULL UNIQUE,                     -- grows by one with each change
    PRIMARY KEY (kind, object)
) STRICT, WITHOUT ROWID;
