-- The time step of the code that the new authenticator has shown. NULL: none yet.
ALTER TABLE enrolments ADD COLUMN shown_step INTEGER;
