// Terms as SPARQL JSON results have them (SPARQL 1.1 Query Results JSON Format §3.2.2).

export type Term =
  | { type: "uri"; value: string }
  | { type: "bnode"; value: string }
  | { type: "literal"; value: string; "xml:lang"?: string; datatype?: string }
  | { type: "triple"; value: { subject: Term; predicate: Term; object: Term } };

/** A row of a table: a term or nothing for each column. */
export type Row = (Term | undefined)[];

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  ["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"]
    .map((name) => XSD + name),
);
const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => XSD + name));

/** The number that a term is, or NaN. */
export function numberOf(term: Term | undefined): number {
  return term?.type === "literal" && NUMBERS.has(term.datatype ?? "") ? Number(term.value) : NaN;
}

/** The moment that a date begins, or NaN; a year or a month is its first day. */
export function momentOf(term: Term | undefined): number {
  return term?.type === "literal" && DATES.has(term.datatype ?? "") ? Date.parse(term.value) : NaN;
}
