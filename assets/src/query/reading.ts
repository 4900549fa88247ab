// Answers are read while they come, so that a large one need never be whole in memory.

import type { Row, Term } from "./rdf.ts";

type Binding = Record<string, Term>;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
/** How deep a binding lies in `{"results": {"bindings": [ … ]}}`. */
const BINDING = 4;

/** Reads SPARQL JSON results piece by piece. */
export class ResultsReader {
  columns: string[] = [];
  private text = "";
  private at = 0;
  private depth = 0;
  private inString = false;
  private start = -1;
  private head = "";

  /** The rows that end in this piece. */
  push(piece: string): Row[] {
    this.text += piece;
    const rows: Row[] = [];
    let at = this.at;
    for (; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (this.inString) {
        if (code === BACKSLASH) at++;
        else if (code === QUOTE) this.inString = false;
      } else if (code === QUOTE) this.inString = true;
      else if (code === OPEN || code === OPEN_LIST) {
        if (++this.depth === BINDING && code === OPEN && this.start < 0) this.start = at;
      } else if (code === CLOSE || code === CLOSE_LIST) {
        if (this.depth-- === BINDING && this.start >= 0) {
          rows.push(this.row(this.text.slice(this.start, at + 1)));
          this.start = -1;
        }
      }
    }
    this.at = at; // beyond the end if the piece ends in a backslash, whose letter is then not looked at
    this.forget();
    return rows;
  }

  /** The answer to a yes-or-no question, once all is read. */
  get truth(): boolean | undefined {
    const found = /"boolean"\s*:\s*(true|false)/.exec(this.head)?.[1];
    return found === undefined ? undefined : found === "true";
  }

  private row(text: string): Row {
    if (!this.columns.length) this.readHead();
    const binding = JSON.parse(text) as Binding;
    return this.columns.map((name) => binding[name]);
  }

  /** Let go of what is read: all but a binding that has begun. Before the first, all may be the head. */
  private forget(): void {
    if (!this.columns.length) this.readHead();
    const kept = this.start >= 0 ? this.start : this.columns.length ? this.text.length : 0;
    this.text = this.text.slice(kept);
    this.at -= kept;
    if (this.start >= 0) this.start = 0;
  }

  private readHead(): void {
    this.head = this.text;
    const found = /"vars"\s*:\s*(\[[^\]]*\])/.exec(this.text);
    if (found) this.columns = JSON.parse(found[1]!) as string[];
  }
}

const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (.+) \.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/s;
const ESCAPED: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

/** Reads N-Triples piece by piece. */
export class TriplesReader {
  readonly columns = ["subject", "predicate", "object"];
  private rest = "";

  push(piece: string): Row[] {
    const lines = (this.rest + piece).split("\n");
    this.rest = lines.pop()!;
    return lines.flatMap((line) => {
      const found = TRIPLE.exec(line);
      return found ? [found.slice(1).map(term)] : [];
    });
  }
}

function term(text: string): Term {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const [, value = text, language, datatype] = LITERAL.exec(text) ?? [];
  return {
    type: "literal",
    value: unescaped(value),
    ...(language && { "xml:lang": language }),
    ...(datatype && { datatype: unescaped(datatype) }),
  };
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, short, long, letter: string) =>
    short || long ? String.fromCodePoint(parseInt(short ?? long, 16)) : (ESCAPED[letter] ?? letter),
  );
}
