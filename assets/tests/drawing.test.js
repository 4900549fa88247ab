import assert from "node:assert/strict";
import { test } from "node:test";
import { guess, places, point } from "../src/query/places.ts";
import { COUNT, guess as first, NONE, series, ticks } from "../src/query/series.ts";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const number = (value) => ({ type: "literal", value: String(value), datatype: `${XSD}decimal` });
const text = (value) => ({ type: "literal", value });
const year = (value) => ({ type: "literal", value, datatype: `${XSD}gYear` });
const shown = (term) => term?.value ?? "";

test("ticks are round, reach over the values and hold zero", () => {
  for (const [low, high] of [[0, 6], [1, 97], [-3, 12], [-9, -1], [0, 0], [0.001, 0.0042], [5, 1e9]]) {
    const found = ticks(low, high);
    assert.ok(found[0] <= Math.min(0, low) && found.at(-1) >= high && found.includes(0), `${low} ${high}: ${found}`);
    assert.ok(found.length >= 2 && found.length <= 12, `${low} ${high}: ${found}`);
  }
  assert.deepEqual(ticks(0, 10), [0, 2, 4, 6, 8, 10]);
});

test("each row is a bar of its own, unless rows are counted or in groups", () => {
  const rows = [["a", 1, "x"], ["b", 2, "x"], ["a", 3, "y"], ["a", 4, "y"]].map(([label, value, group]) => [
    text(label),
    number(value),
    text(group),
  ]);
  const each = series(rows, { label: 0, value: 1, group: NONE }, shown);
  assert.deepEqual([each.labels, each.values, each.added], [["a", "b", "a", "a"], [[1, 2, 3, 4]], false]);
  const counted = series(rows, { label: 0, value: COUNT, group: NONE }, shown);
  assert.deepEqual([counted.labels, counted.values, counted.added], [["a", "b"], [[3, 1]], false]);
  const grouped = series(rows, { label: 0, value: 1, group: 2 }, shown);
  assert.deepEqual(grouped.groups, ["x", "y"]);
  assert.deepEqual(grouped.values, [[1, 2], [7, undefined]]);
  assert.equal(grouped.added, true);
});

test("years are in order, and what is no number is left out", () => {
  const rows = [[year("2016"), number(2)], [year("2014"), number(1)], [year("2015"), text("x")]];
  const found = series(rows, { label: 0, value: 1, group: NONE }, shown);
  assert.deepEqual([found.ordered, found.labels, found.values], [true, ["2014", "2016"], [[1, 2]]]);
  assert.deepEqual(first(["a", "b"], rows.slice(0, 2)), { label: 0, value: 1, group: NONE });
  assert.deepEqual(first(["a"], [[text("x")]]), { label: 0, value: COUNT, group: NONE });
});

test("points of WKT, in either order of axes", () => {
  assert.deepEqual(point(text("POINT(12.5 55.6)")), [12.5, 55.6]);
  assert.deepEqual(point(text(" point Z ( -1e1 5 7 ) ")), [-10, 5]);
  assert.deepEqual(point(text("<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(55 12)")), [12, 55]);
  assert.deepEqual(point(text("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(12 55)")), [12, 55]);
  for (const no of ["LINESTRING(1 2, 3 4)", "POINT(1)", "POINT(- 1)", ""]) assert.equal(point(text(no)), undefined, no);
  assert.equal(point({ type: "uri", value: "POINT(1 2)" }), undefined);
});

test("columns of places are found by name and content", () => {
  const rows = [[text("Oslo"), number(59.9), number(10.7)], [text("Nowhere"), number(95), number(1)]];
  const choice = guess(["name", "lat", "long"], rows);
  assert.deepEqual(choice, { wkt: -1, latitude: 1, longitude: 2, label: 0 });
  assert.deepEqual(places(rows, choice).map(({ longitude, latitude }) => [longitude, latitude]), [[10.7, 59.9]]);
  assert.equal(guess(["flat", "belong"], [[text("a"), text("b")]]).latitude, -1);
});
