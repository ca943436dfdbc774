-- Everything an owner would call theirs is sealed or hashed under keys that are not in this file.

-- One row: which secrets this database belongs to.
CREATE TABLE about (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    belongs_to BLOB NOT NULL
) STRICT;

CREATE TABLE accounts (
    id                         BLOB PRIMARY KEY,
    email_index                BLOB NOT NULL UNIQUE, -- HMAC-SHA-256 of the address
    opaque_record              BLOB NOT NULL,        -- RFC 9807
    wrapped_vault_key          BLOB NOT NULL,
    recovery_wrapped_vault_key BLOB NOT NULL,
    created_at                 INTEGER NOT NULL
) STRICT;

-- A global reset is one row here. A session is over when there is a reset newer than its epoch.
CREATE TABLE resets (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    incident  TEXT NOT NULL,
    at        INTEGER NOT NULL,
    reason    TEXT NOT NULL, -- for everybody to read: JSON, language tag -> text
    advisory  TEXT
) STRICT;

-- Ended sessions stay for a while, so that the service can still say why they ended.
CREATE TABLE sessions (
    id                   BLOB PRIMARY KEY,
    account_id           BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_index          BLOB UNIQUE,       -- keyed hash of the token; NULL once the owner signed out
    thumbprint           TEXT NOT NULL,     -- RFC 7638, of the device key
    sealed_computer_name BLOB NOT NULL,
    epoch                INTEGER NOT NULL,  -- the newest reset when it began
    created_at           INTEGER NOT NULL,
    last_used_at         INTEGER NOT NULL,
    ended_at             INTEGER,
    end_reason           TEXT,
    end_by               BLOB,
    end_seq              INTEGER
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (end_seq) WHERE end_seq IS NOT NULL;

CREATE TABLE cameras (
    id                 BLOB PRIMARY KEY,
    account_id         BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    position           INTEGER NOT NULL,
    model              TEXT NOT NULL,
    firmware           TEXT NOT NULL,
    firmware_available TEXT,
    online             INTEGER NOT NULL,
    last_seen          INTEGER NOT NULL,
    signal_dbm         INTEGER,
    sealed_profile     BLOB NOT NULL,
    revision           INTEGER NOT NULL
) STRICT;
CREATE INDEX cameras_by_account ON cameras (account_id, position);

-- What a write under an idempotency key answered.
CREATE TABLE profile_writes (
    account_id      BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    idempotency_key TEXT NOT NULL,
    request_hash    BLOB NOT NULL,
    answer          TEXT NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
) STRICT, WITHOUT ROWID;

-- Security events; the claims are sealed under a key outside this file.
CREATE TABLE events (
    seq              INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id       BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    jti              TEXT NOT NULL UNIQUE,
    at               INTEGER NOT NULL,
    about_thumbprint TEXT, -- not told to the computer that it is about
    sealed_claims    BLOB NOT NULL
) STRICT;
CREATE INDEX events_by_account ON events (account_id, seq);

-- How far each computer of an account has read. It goes on where it was after signing in again.
CREATE TABLE readers (
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    thumbprint TEXT NOT NULL,
    read_to    INTEGER NOT NULL,
    PRIMARY KEY (account_id, thumbprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE acknowledged (
    account_id BLOB NOT NULL,
    thumbprint TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (account_id, thumbprint, seq),
    FOREIGN KEY (account_id, thumbprint) REFERENCES readers (account_id, thumbprint) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
