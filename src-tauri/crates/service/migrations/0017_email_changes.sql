-- What is known of an address after the account has another one: for a day it can be put back, so nobody else gets it.
CREATE TABLE email_changes (
    seq         INTEGER PRIMARY KEY, -- in their order
    id          BLOB NOT NULL UNIQUE,
    account_id  BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    email_index BLOB,                -- of the address before; NULL once it was put back
    session_id  BLOB NOT NULL,       -- that made it
    changed_at  INTEGER NOT NULL,
    undone_by   BLOB                 -- the session that put the address back
) STRICT;
CREATE INDEX email_changes_by_account ON email_changes (account_id, seq);
CREATE INDEX email_changes_by_email ON email_changes (email_index);
