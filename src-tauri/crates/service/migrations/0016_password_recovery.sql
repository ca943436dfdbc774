-- A recovery key was shown rightly: a new password is being made in the place of a forgotten one. At most one per account: whoever
-- shows the key goes on with it, and every computer of the account can stop it.
CREATE TABLE password_recoveries (
    account_id   BLOB PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    activated_at INTEGER NOT NULL,
    available_at INTEGER NOT NULL, -- from then on the new password can be chosen
    replaces     BLOB NOT NULL     -- the ways in that it began under: void when one of them has changed
) STRICT;
