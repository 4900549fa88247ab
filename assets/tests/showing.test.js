import assert from "node:assert/strict";
import { test } from "node:test";
import { Shower } from "../src/query/showing.ts";

const told = {
  prefixes: { mg: "https://w3id.org/munigraph/ontology#", id: "https://e.org/id/", e: "https://e.org/", void: "" },
  places: [
    ["https://w3id.org/munigraph/ontology#", "/ontology#"],
    ["https://w3id.org/munigraph/vocabulary/", "/vocabulary/"],
    ["https://e.org/id/", "/id/"],
    ["https://e.org/dataset", "/dataset"],
  ],
  root: "/kg",
  chosen: "",
};
const uri = (value) => ({ type: "uri", value });

test("our things are on this site, whatever their host", () => {
  const shower = new Shower(told);
  const links = {
    "https://e.org/id/town/gråby?x": "/kg/id/town/gr%C3%A5by%3Fx",
    "https://e.org/dataset": "/kg/dataset",
    "https://e.org/datasets": "https://e.org/datasets",
    "https://w3id.org/munigraph/ontology#a/b": "/kg/ontology#a%2Fb",
    "http://elsewhere/": "http://elsewhere/",
    "mailto:a@e.org": "mailto:a@e.org",
    "javascript:alert(1)": "",
    "JAVASCRIPT:alert(1)": "",
    "data:text/html,x": "",
    "urn:x": "",
  };
  for (const [iri, link] of Object.entries(links)) assert.equal(shower.show(uri(iri)).link, link, iri);
  const danish = new Shower({ ...told, chosen: "da" });
  assert.equal(danish.show(uri("https://w3id.org/munigraph/ontology#Vote")).link, "/kg/ontology?lang=da#Vote");
});

test("IRIs are short for people, and right for queries", () => {
  const shower = new Shower(told);
  assert.equal(shower.show(uri("https://e.org/id/town/x")).text, "id:town/x");
  assert.equal(shower.show(uri("https://w3id.org/munigraph/vocabulary/side/for")).text, "vocabulary/side/for");
  assert.equal(shower.show(uri("urn:x")).text, "urn:x");
  assert.deepEqual(shower.written("https://e.org/id/town"), { text: "id:town", prefix: "id" });
  assert.deepEqual(shower.written("https://e.org/id/town/x"), { text: "<https://e.org/id/town/x>", prefix: "" });
  assert.deepEqual(shower.written("https://e.org/id/a."), { text: "<https://e.org/id/a.>", prefix: "" });
});

test("languages and datatypes are told", () => {
  const shower = new Shower(told);
  const { language, datatype } = shower.show({ type: "literal", value: "x", "xml:lang": "sv" });
  assert.deepEqual([language, datatype], ["sv", ""]);
  assert.equal(shower.show({ type: "literal", value: "1", datatype: told.prefixes.mg + "x" }).datatype, "mg:x");
});
