-- A camera comes to an account by a single-use token. Claimed ones stay for a day, so that a camera whose answer was
-- lost can ask again.
CREATE TABLE pairings (
    id          BLOB PRIMARY KEY,
    account_id  BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_index BLOB NOT NULL UNIQUE, -- keyed hash of the token
    follows     BLOB REFERENCES cameras (id) ON DELETE CASCADE,
    expires_at  INTEGER NOT NULL,
    camera_id   BLOB REFERENCES cameras (id) ON DELETE CASCADE, -- NULL until it is claimed
    thumbprint  TEXT                                            -- RFC 7638, of the key that claimed it
) STRICT;
CREATE INDEX pairings_by_account ON pairings (account_id);

-- RFC 7638, of the camera's own key. NULL: it came before cameras had keys.
ALTER TABLE cameras ADD COLUMN thumbprint TEXT;
CREATE UNIQUE INDEX cameras_by_thumbprint ON cameras (thumbprint) WHERE thumbprint IS NOT NULL;
