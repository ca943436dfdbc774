-- What may happen once does, at whichever instance of the service it comes a second time, and after a restart.

-- Proofs of possession (RFC 9449) of requests that changed something, until they are too old to be good anyway.
CREATE TABLE used_proofs (
    seq         INTEGER PRIMARY KEY,  -- in the order of their use
    proof_index BLOB NOT NULL UNIQUE, -- keyed hash of the key and of the proof's identifier
    request     BLOB NOT NULL,        -- drawn for each request, which may write more than once
    expires_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX used_proofs_by_expiry ON used_proofs (expires_at);

-- A client chooses the key of a write, so it may say anything: a keyed hash of it tells as well whether the write came before. Only
-- the program has the key for that: keys of before come over as they are, and are hashed when it starts.
CREATE TABLE keyed_writes (
    account_id   BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    key_hash     BLOB NOT NULL,
    request_hash BLOB NOT NULL,
    revision     INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (account_id, key_hash)
) STRICT, WITHOUT ROWID;
INSERT INTO keyed_writes (account_id, key_hash, request_hash, revision, at)
    SELECT account_id, CAST(idempotency_key AS BLOB), request_hash, revision, at FROM profile_writes;
DROP TABLE profile_writes;
ALTER TABLE keyed_writes RENAME TO profile_writes;

-- 1: keys of writes are still to be hashed.
ALTER TABLE about ADD COLUMN has_plain_keys INTEGER NOT NULL DEFAULT 0;
UPDATE about SET has_plain_keys = 1, has_gaps = 1;
