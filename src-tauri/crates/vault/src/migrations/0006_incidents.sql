-- What services have announced about data that lay open, with every revision. rowid order is the order in which they were kept.
CREATE TABLE exposures (
    connection TEXT    NOT NULL,
    exposure   TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    told       TEXT    NOT NULL, -- JSON
    PRIMARY KEY (connection, exposure, revision)
);
-- The way back after an incident, and what is known here of the account's past. JSON.
ALTER TABLE connections ADD COLUMN guide TEXT;
ALTER TABLE connections ADD COLUMN history TEXT;
-- What was looked at of the public list of breaches, and what of it was told.
CREATE TABLE breach_watch (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    breach_watch TEXT NOT NULL -- JSON
);
