-- What a computer of a deleted account is told when it comes with its old token. Nothing here is about anybody: the mark is a
-- keyed hash that nothing else is kept under, and only the token itself opens the word.
CREATE TABLE farewells (
    mark        BLOB PRIMARY KEY,
    sealed_word BLOB NOT NULL,
    kept_until  INTEGER NOT NULL -- a midnight, so that it does not say when
) STRICT, WITHOUT ROWID;
