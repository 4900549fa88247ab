-- name: about
INSERT INTO about (name, value) VALUES (?, ?)

-- name: kinds
SELECT number, iri FROM kind

-- name: count_kind
INSERT INTO kind (number, iri, things) VALUES (?, ?, ?)
ON CONFLICT (number) DO UPDATE SET things = things + excluded.things

-- name: taken
SELECT 1 FROM thing WHERE id = ?

-- name: put_thing
INSERT INTO thing (id, iri, kinds, names) VALUES (?, ?, ?, ?)

-- name: put_entry
INSERT INTO entry (rowid, words) VALUES (?, ?)

-- name: drop_thing
DELETE FROM thing WHERE id = ?

-- name: drop_entry
INSERT INTO entry (entry, rowid, words) VALUES ('delete', ?, ?)

-- name: room
INSERT INTO entry (entry, rank) VALUES ('hashsize', 67108864)

-- name: as_one
INSERT INTO entry (entry) VALUES ('optimize')

-- name: count_word
INSERT INTO word (word, things) VALUES (?, ?)
ON CONFLICT (word) DO UPDATE SET things = things + excluded.things

-- name: drop_word
DELETE FROM word WHERE word = ? AND things = 0

-- name: put_gram
INSERT OR IGNORE INTO gram (gram, length, word) VALUES (?, ?, ?)

-- name: drop_gram
DELETE FROM gram WHERE gram = ? AND length = ? AND word = ?

-- name: homes
CREATE INDEX thing_home ON thing (id & 1099511627775)
