-- Two-factor sign-in (RFC 6238). The secret is sealed under a key that is not in this file; recovery codes are keyed
-- hashes.
CREATE TABLE two_factor (
    account_id    BLOB PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_secret BLOB NOT NULL,
    since         INTEGER NOT NULL,
    last_step     INTEGER NOT NULL,           -- the newest time step of which a code was accepted
    failures      INTEGER NOT NULL DEFAULT 0, -- wrong codes in a row, each after a right password
    open_at       INTEGER NOT NULL DEFAULT 0  -- no code is looked at before
) STRICT, WITHOUT ROWID;

-- A used one is deleted.
CREATE TABLE recovery_codes (
    account_id BLOB NOT NULL REFERENCES two_factor (account_id) ON DELETE CASCADE,
    code_hash  BLOB NOT NULL,
    PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Steps still to come of which a code was shown: the answer told that it will be right, so it never is.
CREATE TABLE told_steps (
    account_id BLOB NOT NULL REFERENCES two_factor (account_id) ON DELETE CASCADE,
    step       INTEGER NOT NULL,
    PRIMARY KEY (account_id, step)
) STRICT, WITHOUT ROWID;

-- Half finished: nothing counts until one code of it was typed back. One for each account.
CREATE TABLE enrolments (
    account_id    BLOB PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    session_id    BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    sealed_secret BLOB,          -- NULL: only recovery codes are new
    code_hashes   BLOB NOT NULL, -- one after the other
    expires_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The password was right, the second factor is awaited. The identifier is that of the session to come.
CREATE TABLE challenges (
    id         BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    thumbprint TEXT NOT NULL,    -- RFC 7638, of the device key
    proved_at  INTEGER NOT NULL, -- when the password was right
    tries      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX challenges_by_account ON challenges (account_id);

-- When the session's owner last proved to know the password. NULL: before that was written down.
ALTER TABLE sessions ADD COLUMN proved_at INTEGER;
