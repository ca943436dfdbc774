-- What alerts are asked for by, and what was said about them later.
ALTER TABLE alerts ADD COLUMN severity INTEGER NOT NULL DEFAULT 1; -- 0 info, 1 notice, 2 warning, 3 danger
ALTER TABLE alerts ADD COLUMN "group" TEXT NOT NULL DEFAULT 'security';
-- What a correction calls it, if not by its id.
ALTER TABLE alerts ADD COLUMN event TEXT;
-- 1: the last "all read" marked it.
ALTER TABLE alerts ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;

-- Kinds that an earlier version may have written; all of them are of the group "security".
UPDATE alerts SET severity = CASE json_extract(kind, '$.type')
    WHEN 'new_sign_in' THEN 2
    WHEN 'password_changed' THEN 2
    WHEN 'second_factor_locked' THEN 3
    WHEN 'signed_out' THEN CASE json_extract(kind, '$.reason')
        WHEN 'global_reset' THEN 3
        WHEN 'suspected_theft' THEN 3
        WHEN 'revoked_elsewhere' THEN 1
        WHEN 'expired' THEN 0
        ELSE 2 END
    WHEN 'two_factor_changed' THEN CASE json_extract(kind, '$.change')
        WHEN 'off' THEN 3
        WHEN 'on' THEN 0
        WHEN 'recovery_codes_renewed' THEN 1
        ELSE 2 END
    ELSE 1 END;

-- Newest first, for each thing that may be asked for.
DROP INDEX alerts_unread;
DROP INDEX alerts_of_connection;
CREATE INDEX alerts_unread ON alerts (at DESC, id DESC) WHERE read = 0;
CREATE INDEX alerts_of_connection ON alerts (connection, at DESC, id DESC);
CREATE INDEX alerts_of_group ON alerts ("group", at DESC, id DESC);
CREATE INDEX alerts_from_notice ON alerts (at DESC, id DESC) WHERE severity >= 1;
CREATE INDEX alerts_from_warning ON alerts (at DESC, id DESC) WHERE severity >= 2;
CREATE INDEX alerts_from_danger ON alerts (at DESC, id DESC) WHERE severity >= 3;
CREATE INDEX alerts_of_event ON alerts (event) WHERE event IS NOT NULL;
CREATE INDEX alerts_marked ON alerts (id) WHERE marked = 1;

-- Never deleted by a service: all that was said stays.
CREATE TABLE corrections (
    id         TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL,
    event      TEXT NOT NULL, -- an alert's, or one that has not come yet
    at         INTEGER NOT NULL, -- milliseconds since 1970
    message    TEXT NOT NULL     -- JSON
);
CREATE INDEX corrections_of_event ON corrections (event, at, id);
CREATE INDEX corrections_of_connection ON corrections (connection);

-- After an incident: when it was, and when the owner was last reminded of two-factor. JSON.
ALTER TABLE connections ADD COLUMN aftermath TEXT;
