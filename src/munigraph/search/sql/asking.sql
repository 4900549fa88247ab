-- name: about
SELECT value FROM about WHERE name = ?

-- name: faults
PRAGMA quick_check(10)

-- name: size
SELECT count(*) FROM thing

-- name: best_known
SELECT iri FROM thing ORDER BY id LIMIT :most OFFSET :after

-- name: thing
SELECT id, iri, kinds, names FROM thing WHERE id & 1099511627775 BETWEEN ? AND ? + 8 AND iri = ?

-- name: kinds
SELECT number, iri, things FROM kind WHERE things > 0 ORDER BY things DESC, iri

-- name: counts
SELECT word, things FROM word WHERE word IN (SELECT value FROM json_each(?))

-- name: continuations
SELECT word, things FROM word WHERE word > :start AND word < :end ORDER BY things DESC, word LIMIT :most

-- name: alike
SELECT gram.word, word.things FROM gram JOIN word ON word.word = gram.word
WHERE gram.gram IN (SELECT value FROM json_each(:grams)) AND gram.length BETWEEN :shortest AND :longest
GROUP BY gram.word HAVING count(*) >= :fewest
ORDER BY count(*) DESC, word.things DESC, gram.word LIMIT :most

-- name: match
SELECT rowid FROM entry WHERE entry MATCH :words ORDER BY rowid LIMIT :most OFFSET :after

-- name: total
SELECT count(*) FROM (SELECT rowid FROM entry WHERE entry MATCH :words ORDER BY rowid LIMIT :most)

-- name: by_kind
SELECT thing.kinds, count(*)
FROM (SELECT rowid AS id FROM entry WHERE entry MATCH :words ORDER BY rowid LIMIT :most) AS found
CROSS JOIN thing ON thing.id = found.id
GROUP BY thing.kinds

-- name: things
SELECT id, iri, kinds, names FROM thing WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id
