-- Voice assistants and automations as they are: some speak OAuth 2.0 without what this service asks of everybody else.

-- 1: it may ask without PKCE (RFC 7636). Only one that keeps a secret.
ALTER TABLE clients ADD COLUMN without_pkce INTEGER NOT NULL DEFAULT 0;
-- JSON array: what it calls the one thing that it can ask for, beside the service's own name of it.
ALTER TABLE clients ADD COLUMN scopes TEXT NOT NULL DEFAULT '[]';

-- When the client first showed that it holds the newest generation: for a minute from then on, the token before is only late.
ALTER TABLE grants ADD COLUMN received_at INTEGER;
