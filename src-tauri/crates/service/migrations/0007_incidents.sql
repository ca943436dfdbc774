-- What an incident asks for: telling owners, ending the sessions of some, and a record of who did so.

-- Data lay open. One row tells everybody, whether there are ten accounts or ten million; a revision is one row more.
CREATE TABLE exposures (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    exposure    BLOB NOT NULL,
    revision    INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    made_before INTEGER,       -- concerns the accounts that were made before; NULL: all, it may still lie open
    sealed      BLOB NOT NULL, -- what owners are told, so that who can write to this file cannot have it signed
    UNIQUE (exposure, revision)
) STRICT;

-- The computers that have it.
CREATE TABLE exposures_heard (
    account_id BLOB NOT NULL,
    thumbprint TEXT NOT NULL,
    seq        INTEGER NOT NULL REFERENCES exposures (seq) ON DELETE CASCADE,
    PRIMARY KEY (account_id, thumbprint, seq),
    FOREIGN KEY (account_id, thumbprint) REFERENCES readers (account_id, thumbprint) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- How many accounts are concerned, without reading them.
CREATE INDEX accounts_by_age ON accounts (created_at);

-- The same as `resets`, for some sessions only: they name it.
CREATE TABLE partial_resets (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    incident  TEXT NOT NULL,
    at        INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    advisory  TEXT
) STRICT;
ALTER TABLE sessions ADD COLUMN partial_reset INTEGER REFERENCES partial_resets (id);

-- Each entry holds a hash of itself and of the one before, under a key that is not in this file.
CREATE TABLE audit (
    seq   INTEGER PRIMARY KEY,
    entry TEXT NOT NULL, -- JSON: when, who, what, how many
    mac   BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit record is only ever added to'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit record is only ever added to'); END;
