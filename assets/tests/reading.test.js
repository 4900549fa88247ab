import assert from "node:assert/strict";
import { test } from "node:test";
import { ResultsReader, TriplesReader } from "../src/query/reading.ts";

const literal = (value) => ({ type: "literal", value });
const NASTY = ['}]{["', "\\", '\\"', '"boolean":true', "😀", "a\nb", ""];
const RESULTS = JSON.stringify({
  head: { vars: ["x", "boolean"] },
  results: { bindings: [...NASTY.map((text) => ({ boolean: literal(text) })), { x: { type: "uri", value: "http://e/{" } }, {}] },
});

test("results are the same in whatever pieces they come", () => {
  for (let size = 1; size <= RESULTS.length; size++) {
    const reader = new ResultsReader();
    const rows = [];
    for (let at = 0; at < RESULTS.length; at += size) rows.push(...reader.push(RESULTS.slice(at, at + size)));
    assert.deepEqual(reader.columns, ["x", "boolean"]);
    assert.deepEqual(rows.slice(0, NASTY.length), NASTY.map((text) => [undefined, literal(text)]));
    assert.deepEqual(rows.slice(NASTY.length), [[{ type: "uri", value: "http://e/{" }, undefined], [undefined, undefined]]);
    assert.equal(reader.truth, undefined);
  }
});

test("triple terms are part of their row", () => {
  const quoted = { type: "triple", value: { subject: literal("a"), predicate: literal("b"), object: literal("c") } };
  const text = JSON.stringify({ head: { vars: ["t"] }, results: { bindings: [{ t: quoted }, { t: quoted }] } });
  assert.deepEqual(new ResultsReader().push(text), [[quoted], [quoted]]);
});

test("there may be no columns and no rows", () => {
  const empty = new ResultsReader();
  assert.deepEqual(empty.push('{"head":{"vars":["a"]},"results":{"bindings":[]}}'), []);
  assert.deepEqual(empty.columns, ["a"]);
  assert.deepEqual(new ResultsReader().push('{"head":{"vars":[]},"results":{"bindings":[{},{}]}}'), [[], []]);
});

test("yes and no", () => {
  for (const truth of [true, false]) {
    const reader = new ResultsReader();
    for (const letter of JSON.stringify({ head: {}, boolean: truth })) reader.push(letter);
    assert.equal(reader.truth, truth);
  }
});

test("triples with all that literals may hold", () => {
  const lines = [
    '<http://e/å> <http://e/p> "a \\"b\\" \\\\ \\n \\u00E5 \\U0001F600 ."@da .',
    '_:b0 <http://e/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    "_:b0 <http://e/p> _:b1 .",
    '<http://e/s> <http://e/p> "<http://e/o> ." .',
  ];
  const reader = new TriplesReader();
  const text = `${lines.join("\n")}\n`;
  const rows = [...reader.push(text.slice(0, 31)), ...reader.push(text.slice(31))];
  assert.deepEqual(rows.map((row) => row[2]), [
    { type: "literal", value: 'a "b" \\ \n å 😀 .', "xml:lang": "da" },
    { type: "literal", value: "1", datatype: "http://www.w3.org/2001/XMLSchema#integer" },
    { type: "bnode", value: "b1" },
    { type: "literal", value: "<http://e/o> ." },
  ]);
  assert.deepEqual(rows[0][0], { type: "uri", value: "http://e/å" });
});
