-- Integrations (OAuth 2.0, RFC 6749): clients, who asks, what is let in, and what it holds. No secret, code or token is in
-- this file, only keyed hashes of them; which cameras were released under which names is sealed under a key outside it.

-- Registered by the people who run the service.
CREATE TABLE clients (
    id                 TEXT PRIMARY KEY,
    name               TEXT NOT NULL,
    secret_hash        BLOB,          -- NULL: a public client
    redirect_uris      TEXT NOT NULL, -- JSON array
    initiate_login_uri TEXT,
    removed_at         INTEGER        -- kept for the names in what was linked once
) STRICT, WITHOUT ROWID;

CREATE TABLE integrations (
    id             BLOB PRIMARY KEY,
    account_id     BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    client_id      TEXT NOT NULL REFERENCES clients (id),
    linked_at      INTEGER NOT NULL,
    last_used_at   INTEGER,           -- to the hour
    sealed_release BLOB NOT NULL,
    unlinked_at    INTEGER,           -- NULL: it is linked
    unlink_cause   TEXT,
    unlink_reason  TEXT,              -- for everybody to read: JSON, language tag -> text
    untold         INTEGER NOT NULL DEFAULT 0, -- 1: unlinked with many others, and its owner has no event yet
    UNIQUE (account_id, client_id)
) STRICT;
CREATE INDEX integrations_untold ON integrations (untold) WHERE untold = 1;

-- Names an account once, to one client.
CREATE TABLE login_hints (
    hint_index BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    client_id  TEXT NOT NULL REFERENCES clients (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A browser page that shows a number, and then the code that it brings to the client.
CREATE TABLE link_requests (
    id              BLOB PRIMARY KEY,
    client_id       TEXT NOT NULL REFERENCES clients (id),
    account_id      BLOB REFERENCES accounts (id) ON DELETE CASCADE, -- NULL: nobody has the address
    address_index   BLOB,          -- HMAC-SHA-256 of the address that was typed; NULL: a computer of the owner began it
    browser_index   BLOB NOT NULL, -- keyed hash of what the browser holds
    sealed_request  BLOB NOT NULL, -- the numbers, and what the client asked for
    requested_at    INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    tries           INTEGER NOT NULL DEFAULT 0,
    state           TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'over')),
    integration_id  BLOB REFERENCES integrations (id) ON DELETE CASCADE, -- once it is approved
    code_index      BLOB UNIQUE,
    code_expires_at INTEGER,
    grant_id        BLOB           -- what the code gave
) STRICT, WITHOUT ROWID;
CREATE INDEX link_requests_by_account ON link_requests (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX link_requests_by_expiry ON link_requests (expires_at);

-- What one code gave: a line of refresh tokens, each the successor of the one before.
CREATE TABLE grants (
    id             BLOB PRIMARY KEY,
    integration_id BLOB NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    newest         INTEGER NOT NULL DEFAULT 0, -- generation that was issued last
    received       INTEGER NOT NULL DEFAULT 0  -- newest generation that the client has shown to hold
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_by_integration ON grants (integration_id);

-- Spent ones stay for a while: who shows one of them holds a copy.
CREATE TABLE refresh_tokens (
    token_index BLOB PRIMARY KEY,
    grant_id    BLOB NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    generation  INTEGER NOT NULL,
    issued_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_tokens_by_grant ON refresh_tokens (grant_id);

CREATE TABLE access_tokens (
    token_index BLOB PRIMARY KEY,
    grant_id    BLOB NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    generation  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_tokens_by_grant ON access_tokens (grant_id);
