-- Integrations that were unlinked for safety, and that the owner does not want back. JSON.
ALTER TABLE connections ADD COLUMN put_aside TEXT;
