-- The computers of the account that the owner has said are theirs, and when. JSON.
ALTER TABLE connections ADD COLUMN known_computers TEXT;
