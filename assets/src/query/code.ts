// The code editor: Yasqe, as far as we use it, kept quiet. It sends nothing, stores nothing and draws no buttons;
// asking, marking faults and completing are ours.

import Yasqe from "@zazuko/yasqe";
import { h } from "./dom.ts";

export interface Position {
  line: number;
  ch: number;
}

export interface Token {
  string: string;
  start: number;
  end: number;
  type: string | null;
  state: {
    OK: boolean;
    possibleNext: string[];
    lastProperty: string;
    inPrefixDecl: boolean;
  };
}

export interface Hint {
  text: string;
  render?: (element: HTMLElement) => void;
  hint?: () => void;
}

export interface Hints {
  list: Hint[];
  from: Position;
  to: Position;
}

/** What we use of Yasqe and of CodeMirror 5 below it. */
export interface Code {
  getValue(): string;
  setValue(text: string): void;
  focus(): void;
  refresh(): void;
  getInputField(): HTMLElement;
  getWrapperElement(): HTMLElement;
  getCursor(): Position;
  setCursor(at: Position): void;
  getLine(line: number): string | undefined;
  lineCount(): number;
  getTokenAt(at: Position, precise?: boolean): Token;
  replaceRange(text: string, from: Position, to?: Position): void;
  markText(from: Position, to: Position, options: { className: string }): { clear(): void };
  addLineClass(line: number, where: "background", name: string): void;
  removeLineClass(line: number, where: "background", name: string): void;
  setGutterMarker(line: number, gutter: string, mark: HTMLElement | null): void;
  clearGutter(gutter: string): void;
  scrollIntoView(at: Position, margin: number): void;
  showHint(options: object): void;
  getPrefixesFromQuery(): Record<string, string>;
  getVariablesFromQuery(): string[];
  addPrefixes(prefixes: Record<string, string>): void;
  on(event: "change", listener: (code: Code, change: { origin?: string }) => void): void;
  on(event: "inputRead", listener: (code: Code, change: { text: string[] }) => void): void;
}

export const GUTTER = "faults";

const Editor = Yasqe as unknown as {
  new (parent: HTMLElement, options: object): Code;
  defaults: object;
  on(target: object, event: string, listener: () => void): void;
};

/** Lists that Yasqe would add to ours. Its completers ask other sites, and write "Press CTRL" over the query. */
const QUIET = { autocompleters: [], gutters: ["CodeMirror-linenumbers", GUTTER] };

/** A code editor beside a text area, with the same text and name. */
export function codeIn(area: HTMLTextAreaElement, label: HTMLElement, keys: Record<string, () => void>): Code {
  const host = h("div", { class: "code" });
  area.after(host);
  area.required = false; // what is hidden cannot be pointed at
  Object.assign(Editor.defaults, QUIET);
  const code = new Editor(host, {
    value: area.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    syntaxErrorCheck: false, // its marks are HTML with inline styles, which our policy forbids, and in English
    foldGutter: false,
    inputStyle: "textarea", // the other one, contenteditable, loses what is composed: é by a dead key, and more
    viewportMargin: Infinity,
    extraKeys: {
      Tab: false, // the tab key leads on, as everywhere on the page
      "Shift-Tab": false,
      Esc: false,
      "Ctrl-S": false,
      ...keys,
    },
  });
  const field = code.getInputField();
  label.id ||= "query-label";
  field.setAttribute("aria-labelledby", label.id);
  return code;
}

/** Be told when hints are shown. */
export function whenShown(hints: Hints, listener: () => void): void {
  Editor.on(hints, "shown", listener);
}

/** The place of a line and column that count from 1 and by characters; an editor counts from 0 and in UTF-16. */
export function position(code: Code, line: number, column: number): Position {
  const last = Math.min(line, code.lineCount()) - 1;
  const text = [...(code.getLine(last) ?? "")];
  return { line: last, ch: text.slice(0, column - 1).join("").length };
}
