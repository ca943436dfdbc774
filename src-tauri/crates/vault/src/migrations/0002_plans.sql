-- What is under way: a camera that is being set up, a move to another network. No password, no token.
CREATE TABLE plans (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    plans TEXT NOT NULL -- JSON
);
