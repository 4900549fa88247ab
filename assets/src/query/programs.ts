// The query as a program that asks it: for a shell, for Python, for R.

import curl from "./programs/curl.txt";
import pythonGraph from "./programs/python-graph.txt";
import pythonTable from "./programs/python-table.txt";
import pythonTruth from "./programs/python-truth.txt";
import rGraph from "./programs/r-graph.txt";
import rTable from "./programs/r-table.txt";
import rTruth from "./programs/r-truth.txt";

export type Form = "table" | "truth" | "graph";
export type Language = "curl" | "python" | "r";

const TYPES: Record<Form, string> = {
  table: "text/csv",
  truth: "application/sparql-results+json",
  graph: "text/turtle",
};
const PROGRAMS: Record<Language, Record<Form, string>> = {
  curl: { table: curl, truth: curl, graph: curl },
  python: { table: pythonTable, truth: pythonTruth, graph: pythonGraph },
  r: { table: rTable, truth: rTruth, graph: rGraph },
};
const QUOTE: Record<Language, (text: string) => string> = { curl: shell, python, r };

/** A program in a language that asks a query of an endpoint. */
export function program(language: Language, endpoint: string, query: string): string {
  const form = formOf(query);
  const quote = QUOTE[language];
  const values: Record<string, string> = {
    endpoint: quote(endpoint),
    query: quote(query),
    type: quote(TYPES[form]),
    accept: quote(`Accept: ${TYPES[form]}`),
  };
  return PROGRAMS[language][form].replace(/\{(endpoint|query|type|accept)\}/g, (_, name: string) => values[name]!);
}

const SKIPPED = /#[^\n]*|<[^<>"{}|\\^`\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/** The word that begins a query, which is no prefix. */
const FORM = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b(?![\w.-]*:)/i;

/** What a query asks for, by its first word after the prologue. */
export function formOf(query: string): Form {
  const found = FORM.exec(query.replace(SKIPPED, " "))?.[1]?.toUpperCase();
  return found === "ASK" ? "truth" : found === "CONSTRUCT" || found === "DESCRIBE" ? "graph" : "table";
}

function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function python(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\r", "\\r");
  if (!text.includes("\n")) return `"${escaped.replaceAll('"', '\\"')}"`;
  return `"""${escaped.replace(/"(?="")|"$/g, '\\"')}"""`;
}

function r(text: string): string {
  if (!/[\n"\\]/.test(text)) return `"${text}"`;
  let dashes = "";
  while (text.includes(`)${dashes}"`)) dashes += "-";
  return `r"${dashes}(${text})${dashes}"`;
}
