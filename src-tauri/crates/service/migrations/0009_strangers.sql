-- A sign-in asks whether the account knows the device key.
CREATE INDEX sessions_by_device ON sessions (account_id, thumbprint);
DROP INDEX sessions_by_account;

-- Where too many pages wait, the oldest ends.
CREATE INDEX link_requests_waiting ON link_requests (requested_at) WHERE state = 'open' AND address_index IS NOT NULL;
