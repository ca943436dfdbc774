-- When the desktop was rung last, and how many alerts are still to be told in sum. None of what they say.
CREATE TABLE bell (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    bell TEXT NOT NULL -- JSON
);
