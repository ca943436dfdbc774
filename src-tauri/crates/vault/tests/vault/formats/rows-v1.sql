-- Rows as version 1 wrote them. Never change one: add.
INSERT INTO connections VALUES
    ('00000000-0000-0000-0000-000000000001', '{"kind":"demo_home"}', 'Demo home', 'ada@porchlight.example',
     '{"state":"active","session":"s-1","account":"a-1"}'),
    ('00000000-0000-0000-0000-000000000002', '{"kind":"service","address":"https://cameras.example"}', 'Cameras', 'ada@porchlight.example',
     '{"state":"reset","session":"s-2","account":"a-2","end":{"reason":"global_reset","at":1577385000000,"message":{"en":"Everybody was signed out."},"advisory":null,"by":null},"postponed":false}'),
    ('00000000-0000-0000-0000-000000000003', '{"kind":"demo_home"}', 'Third', '', '{"state":"signed_out"}');
INSERT INTO cameras VALUES
    ('00000000-0000-0000-0000-000000000001', 'c-1',
     '{"id":"c-1","model":"Lantern 2","firmware":"1.4.0","firmware_available":null,"online":true,"last_seen":1577385000000,"signal_dbm":-61,"profile":{"nickname":"Porch","room":null,"network":"Attic","scene":"door"},"revision":7}');
INSERT INTO edits VALUES
    ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-000000000001',
     '{"id":"00000000-0000-0000-0000-000000000011","connection":"00000000-0000-0000-0000-000000000001","account":"a-1","camera":"c-1","profile":{"nickname":"Front door","room":null,"network":null,"scene":null},"base_revision":7,"made_at":1577385000000,"state":"waiting"}'),
    ('00000000-0000-0000-0000-000000000012', '00000000-0000-0000-0000-000000000001',
     '{"id":"00000000-0000-0000-0000-000000000012","connection":"00000000-0000-0000-0000-000000000001","account":"a-1","camera":"c-1","profile":{"nickname":"Front door","room":null,"network":null,"scene":null},"base_revision":7,"made_at":1577385000000,"state":{"conflict":{"theirs":{"nickname":"Door","room":null,"network":null,"scene":null},"revision":8}}}');
INSERT INTO alerts VALUES
    ('e-2', '00000000-0000-0000-0000-000000000001', 2, 0, '{"type":"new_sign_in","place":null}'),
    ('e-1', '00000000-0000-0000-0000-000000000001', 1, 1, '{"type":"signed_out","reason":"global_reset"}');
INSERT INTO preferences VALUES (1, '{"language":"it","theme":"dark","cameraLayout":"list"}');
