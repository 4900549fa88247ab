// Where on earth the rows of an answer are.

import { numberOf, type Row, type Term } from "./rdf.ts";

export const NONE = -1;

export interface Choice {
  /** A column of WKT points, or NONE. */
  wkt: number;
  latitude: number;
  longitude: number;
  label: number;
}

export interface Place {
  longitude: number;
  latitude: number;
  /** The row it stands in. */
  row: Row;
}

const POINT = /^\s*(?:<([^>]*)>\s*)?POINT\s*(?:Z|M|ZM)?\s*\(\s*([-+\d.eE]+)\s+([-+\d.eE]+)[^)]*\)\s*$/i;
/** WKT without a reference system is in CRS84: longitude first (GeoSPARQL 1.1 §8.5.1). EPSG:4326 has it second. */
const LATITUDE_FIRST = /EPSG\/\d*\/4326$/;
const LATITUDE = /^y$|lat(?:itude)?$/i;
const LONGITUDE = /^x$|(?:lon|long|lng|longitude)$/i;

/** The columns that seem to say where something is, and what it is called. */
export function guess(columns: string[], rows: Row[]): Choice {
  const some = rows.slice(0, 100);
  const filled = (column: number, test: (term: Term) => boolean) => {
    const terms = some.map((row) => row[column]).filter((term) => term !== undefined);
    return terms.length > 0 && terms.every(test);
  };
  const find = (test: (column: number) => boolean) => columns.findIndex((_, column) => test(column));
  const number = (term: Term) => !Number.isNaN(numberOf(term));
  const wkt = find((column) => filled(column, (term) => point(term) !== undefined));
  const latitude = find((column) => LATITUDE.test(columns[column]!) && filled(column, number));
  const longitude = find((column) => LONGITUDE.test(columns[column]!) && filled(column, number));
  const used = [wkt, latitude, longitude];
  const named = find((column) => !used.includes(column) && filled(column, (term) => term.type === "literal"));
  return { wkt, latitude, longitude, label: named >= 0 ? named : find((column) => !used.includes(column)) };
}

/** The places of all rows that have one. */
export function places(rows: Row[], choice: Choice): Place[] {
  return rows.flatMap((row) => {
    const found = choice.wkt !== NONE ? point(row[choice.wkt]) : pair(row[choice.longitude], row[choice.latitude]);
    return found && Math.abs(found[1]) <= 90 && Math.abs(found[0]) <= 180
      ? [{ longitude: found[0], latitude: found[1], row }]
      : [];
  });
}

function pair(longitude: Term | undefined, latitude: Term | undefined): [number, number] | undefined {
  const found: [number, number] = [numberOf(longitude), numberOf(latitude)];
  return found.some(Number.isNaN) ? undefined : found;
}

/** Longitude and latitude of a WKT point. */
export function point(term: Term | undefined): [number, number] | undefined {
  const [, system = "", one, other] = (term?.type === "literal" && POINT.exec(term.value)) || [];
  if (one === undefined || other === undefined) return undefined;
  const found: [number, number] = LATITUDE_FIRST.test(system) ? [+other, +one] : [+one, +other];
  return found.some(Number.isNaN) ? undefined : found;
}
