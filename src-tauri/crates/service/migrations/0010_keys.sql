-- Which keys the service was last used with: none of them, only what recognises it. A key file that is not the one of its row
-- is refused; a rotation is done when its row is written.
CREATE TABLE keys (
    name      TEXT PRIMARY KEY, -- of the file
    mark      BLOB NOT NULL,    -- a hash of the key
    rotations INTEGER NOT NULL  -- how many there were
) STRICT, WITHOUT ROWID;
