-- When the owner tried out what would bring them back, and for which account. JSON.
ALTER TABLE connections ADD COLUMN rehearsed TEXT;
