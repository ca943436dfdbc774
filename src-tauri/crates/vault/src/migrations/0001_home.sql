-- Everything that must outlive the process. Columns for what is asked for; JSON for what only core reads.

-- rowid order is the order in which the owner added them.
CREATE TABLE connections (
    id      TEXT PRIMARY KEY NOT NULL,
    place   TEXT NOT NULL, -- JSON
    name    TEXT NOT NULL,
    email   TEXT NOT NULL,
    session TEXT NOT NULL  -- JSON
);

-- As last seen. May be thrown away: the service tells again.
CREATE TABLE cameras (
    connection TEXT NOT NULL,
    camera     TEXT NOT NULL,
    seen       TEXT NOT NULL, -- JSON
    PRIMARY KEY (connection, camera)
);

-- The outbox. May not be lost.
CREATE TABLE edits (
    id         TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL,
    edit       TEXT NOT NULL -- JSON
);
CREATE INDEX edits_of_connection ON edits (connection);

CREATE TABLE alerts (
    id         TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL,
    at         INTEGER NOT NULL, -- milliseconds since 1970
    read       INTEGER NOT NULL,
    kind       TEXT NOT NULL     -- JSON
);
CREATE INDEX alerts_newest ON alerts (at DESC, id DESC);
CREATE INDEX alerts_unread ON alerts (id) WHERE read = 0;
CREATE INDEX alerts_of_connection ON alerts (connection);

CREATE TABLE preferences (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    preferences TEXT NOT NULL -- JSON
);

-- Secrets of connections, where a passphrase protects the database and there is no keychain.
CREATE TABLE secrets (
    connection TEXT PRIMARY KEY NOT NULL,
    secret     BLOB NOT NULL
);
