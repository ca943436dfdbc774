-- Places with nothing to sign in to: a session may be `not_needed`, which no earlier program can read, and each of their cameras has a
-- secret of its own.
ALTER TABLE secrets RENAME COLUMN connection TO entry;
