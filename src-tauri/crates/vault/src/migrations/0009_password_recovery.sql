-- The recovery key was shown for a forgotten password: for which address, and from when on a new password can be chosen. JSON.
ALTER TABLE connections ADD COLUMN recovery_waits TEXT;
