-- Changes of the account's address, for the day in which each can be undone. JSON.
ALTER TABLE connections ADD COLUMN email_changes TEXT;
