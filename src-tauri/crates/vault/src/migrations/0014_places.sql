-- Which provider speaks, and where, in columns of their own.
ALTER TABLE connections ADD COLUMN provider TEXT NOT NULL DEFAULT '';
ALTER TABLE connections ADD COLUMN address TEXT;
UPDATE connections SET
    provider = CASE json_extract(place, '$.kind') WHEN 'service' THEN 'porchlight' ELSE json_extract(place, '$.kind') END,
    address = json_extract(place, '$.address');
ALTER TABLE connections DROP COLUMN place;
