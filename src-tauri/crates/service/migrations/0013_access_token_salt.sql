-- With the refresh token that came with it, and a key outside the database, what an access token is made of: who asks again gets the same.
ALTER TABLE access_tokens ADD COLUMN salt BLOB;
