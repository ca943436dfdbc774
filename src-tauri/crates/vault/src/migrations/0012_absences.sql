-- When nothing was heard of a camera, for its page. Milliseconds since 1970; without an end while it lasts.
CREATE TABLE absences (
    connection TEXT NOT NULL,
    camera     TEXT NOT NULL,
    since      INTEGER NOT NULL,
    until      INTEGER,
    PRIMARY KEY (connection, camera, since)
);
