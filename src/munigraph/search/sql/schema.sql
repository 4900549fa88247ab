-- The search index of a release. What the words in it are is said in entries.py.

CREATE TABLE about (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE kind (
  number INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  things INTEGER NOT NULL
);

-- One row for each thing that has a name. The id is its place: the best known come first. The
-- part of it that follows from the IRI has an index, which is made when the rows are there.
CREATE TABLE thing (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL,
  kinds TEXT NOT NULL,   -- numbers, the best known kind first
  names TEXT NOT NULL    -- JSON: text, language, role
);

-- The words of a thing, at its id. They come folded, with single spaces between.
CREATE VIRTUAL TABLE entry USING fts5 (
  words, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);

-- All words, and how many things each is a word of.
CREATE TABLE word (
  word TEXT PRIMARY KEY,
  things INTEGER NOT NULL
) WITHOUT ROWID;

-- The runs of three letters in words without digits, for words that were mistyped.
CREATE TABLE gram (
  gram TEXT NOT NULL,
  length INTEGER NOT NULL,   -- of the word
  word TEXT NOT NULL,
  PRIMARY KEY (gram, length, word)
) WITHOUT ROWID;
