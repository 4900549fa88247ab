// One query sent to our own endpoint, and what comes back.

import { ResultsReader, TriplesReader } from "./reading.ts";
import type { Row } from "./rdf.ts";

export const MOST_ROWS = 200_000;
/** Characters of an answer that are kept as they came. */
export const MOST_RAW = 1_000_000;

const TABLE = "application/sparql-results+json";
const GRAPH = "application/n-triples";

/** A problem document (RFC 9457), as the service writes it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  hint?: string;
  line?: number;
  column?: number;
}

export interface Answer {
  form: "table" | "truth" | "graph";
  query: string;
  columns: string[];
  rows: Row[];
  truth: boolean | undefined;
  /** The beginning of a table as it came. */
  raw: string;
  /** Whether more was there than is kept here. */
  more: boolean;
  /** Whether the service gave all there is. */
  complete: boolean;
  /** Why the answer ended before its end, if it did. */
  broken: string;
  count: number | undefined;
  milliseconds: number | undefined;
  release: string;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/**
 * Ask a query; aborting the signal closes the connection, which frees the worker that answers it.
 *
 * Throws ProblemError for what the service refuses, and what fetch throws.
 */
export async function ask(endpoint: string, query: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: "POST",
    body: new URLSearchParams({ query }),
    headers: { Accept: `${TABLE}, ${GRAPH}` },
    signal,
  });
  if (!response.ok) throw new ProblemError(await problem(response));
  const type = response.headers.get("Content-Type") ?? "";
  const graph = type.startsWith(GRAPH);
  const answer: Answer = { ...declared(response.headers), query, form: graph ? "graph" : "table", ...EMPTY, rows: [] };
  const reader = graph ? new TriplesReader() : new ResultsReader();
  await read(response, reader, answer, signal);
  answer.columns = reader.columns;
  if (reader instanceof ResultsReader && reader.truth !== undefined) {
    answer.form = "truth";
    answer.truth = reader.truth;
  }
  return answer;
}

const EMPTY = { columns: [], truth: undefined, raw: "", more: false, broken: "" };

function declared(headers: Headers): Pick<Answer, "complete" | "count" | "milliseconds" | "release"> {
  return {
    complete: headers.get("Munigraph-Complete") !== "false",
    count: number(headers.get("Munigraph-Rows")),
    milliseconds: number(headers.get("Munigraph-Milliseconds")),
    release: headers.get("Munigraph-Release") ?? "",
  };
}

function number(text: string | null): number | undefined {
  return text === null ? undefined : Number(text);
}

async function read(
  response: Response,
  reader: ResultsReader | TriplesReader,
  answer: Answer,
  signal: AbortSignal,
): Promise<void> {
  const pieces = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await pieces.read();
      if (done) return;
      if (answer.raw.length < MOST_RAW) answer.raw += value.slice(0, MOST_RAW - answer.raw.length);
      for (const row of reader.push(value)) answer.rows.push(row);
      if (answer.rows.length > MOST_ROWS) {
        answer.rows.length = MOST_ROWS;
        answer.more = true;
        void pieces.cancel(); // closes the connection: nobody waits for the rest
        return;
      }
    }
  } catch (error) {
    if (signal.aborted) throw error;
    answer.broken = String(error); // a cut answer is broken off, so that it never looks whole
    answer.complete = false;
  }
}

async function problem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { type: "", title: response.statusText || String(response.status), status: response.status };
  }
}
