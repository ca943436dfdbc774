-- What was heard last of the recovery key of the account: used, seen by somebody, replaced. JSON.
ALTER TABLE connections ADD COLUMN key_heard TEXT;
