-- What answers of the recovery key are checked with (Ed25519, 32 bytes). NULL: the account was made before recovery keys
-- could sign in, and its owner has not set it up since.
ALTER TABLE accounts ADD COLUMN recovery_public_key BLOB;

-- A challenge of a session that wants to change how its owner signs in. NULL: of a sign-in.
ALTER TABLE challenges ADD COLUMN session_id BLOB REFERENCES sessions (id) ON DELETE CASCADE;
