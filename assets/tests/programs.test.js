import assert from "node:assert/strict";
import { test } from "node:test";
import { formOf, program } from "../src/query/programs.ts";
import { matching } from "../src/query/terms.ts";

test("the form of an answer is told from the query, past comments, IRIs and strings", () => {
  assert.equal(formOf("# ASK\nPREFIX ask: <http://e/ASK>\nSELECT * {}"), "table");
  assert.equal(formOf("PREFIX x: <http://e/#SELECT>\nask { ?s ?p 'SELECT' }"), "truth");
  assert.equal(formOf("construct where {}"), "graph");
  assert.equal(formOf("DESCRIBE <x:y>"), "graph");
  assert.equal(formOf(""), "table");
});

test("programs quote whatever a query holds", () => {
  const query = `SELECT * { ?s ?p 'it' , """a"b""" , "\\\\" } # )"`;
  const shell = program("curl", "http://e/sparql", query);
  assert.ok(shell.includes(`query='${query.replaceAll("'", "'\\''")}'`));
  assert.ok(program("r", "http://e/sparql", query).includes(`r"-(${query})-"`));
  assert.ok(program("r", "http://e/sparql", "DESCRIBE <x:y>").includes("rdf_parse"));
  assert.ok(program("python", "http://e/sparql", "ASK {}").includes('["boolean"]'));
});

test("what is typed in a query is not taken for a place in the program", () => {
  const query = "SELECT * { BIND('{endpoint} {query} $& $1' AS ?x) }";
  assert.ok(program("curl", "http://e/", query).includes("{endpoint} {query} $& $1"));
});

test("terms are found by their names in any language, with or without marks on letters", () => {
  const term = (iri, uses, names) => ({ iri: `http://e/${iri}`, uses, names });
  const terms = [
    term("voteEvent", 90, {}),
    term("VoteEvent", 3, { en: "vote", sv: "omröstning" }),
    term("votedFor", 8, { en: "voted for" }),
    term("Network", 5, { en: "network of cities", da: "netværk" }),
  ];
  const find = (typed) => matching(terms, typed, (iri) => iri.replace("http://e/", "e:"), "en").map(({ iri }) => iri.slice(9));
  assert.deepEqual(find("vote"), ["votedFor", "VoteEvent", "voteEvent"]);
  assert.deepEqual(find("omrost"), ["VoteEvent"]);
  assert.deepEqual(find("omröst"), ["VoteEvent"]);
  assert.deepEqual(find("cities"), ["Network"]);
  assert.deepEqual(find("e:Net"), ["Network"]);
  assert.deepEqual(find("x:Net"), []);
  assert.deepEqual(find("<http://e/N"), ["Network"]);
});
