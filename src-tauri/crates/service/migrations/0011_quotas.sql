-- What one account can make the service keep is bounded, and what belongs to an account is found without reading what belongs
-- to others.

-- A write that comes twice is answered from its own words and the revision that it made: its answer need not be kept.
CREATE TABLE remembered_writes (
    account_id      BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    idempotency_key TEXT NOT NULL,
    request_hash    BLOB NOT NULL,
    revision        INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
) STRICT, WITHOUT ROWID;
INSERT INTO remembered_writes (account_id, idempotency_key, request_hash, revision, at)
    SELECT account_id, idempotency_key, request_hash, json_extract(answer, '$.revision'), at FROM profile_writes;
DROP TABLE profile_writes;
ALTER TABLE remembered_writes RENAME TO profile_writes;

-- 1: says only that something is to be asked for again, as any later one does.
ALTER TABLE events ADD COLUMN hint INTEGER NOT NULL DEFAULT 0;

-- 1: an account was deleted since the file was last written anew.
ALTER TABLE about ADD COLUMN has_gaps INTEGER NOT NULL DEFAULT 0;

-- Rows that go with a row of another table.
CREATE INDEX challenges_by_session ON challenges (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX enrolments_by_session ON enrolments (session_id);
CREATE INDEX login_hints_by_account ON login_hints (account_id);
CREATE INDEX link_requests_by_integration ON link_requests (integration_id) WHERE integration_id IS NOT NULL;
CREATE INDEX pairings_by_camera ON pairings (camera_id) WHERE camera_id IS NOT NULL;
CREATE INDEX pairings_by_follows ON pairings (follows) WHERE follows IS NOT NULL;
