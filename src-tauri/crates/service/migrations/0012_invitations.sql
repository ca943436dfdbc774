-- Codes with which an account may be made, where not everybody may make one: a keyed hash of each, until it is used or its time is over.
CREATE TABLE invitations (
    code_index BLOB PRIMARY KEY NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
