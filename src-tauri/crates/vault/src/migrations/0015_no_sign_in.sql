-- From here on there may be connections with nothing to sign in to. No table is another one, but a program of before cannot read such a
-- session: it must say that this home is newer, and touch nothing.
SELECT 1;
