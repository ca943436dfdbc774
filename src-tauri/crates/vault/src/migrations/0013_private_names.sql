-- What owners call cameras whose service keeps no names. May not be lost, and outlives the camera's row, which the service's list replaces.
CREATE TABLE private_names (
    connection TEXT NOT NULL,
    account    TEXT NOT NULL,
    camera     TEXT NOT NULL,
    name       TEXT NOT NULL, -- JSON
    PRIMARY KEY (connection, account, camera)
);
