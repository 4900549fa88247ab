// Marks where a query is faulty: what the service said, and before that where the grammar is left.

import { GUTTER, position, type Code } from "./code.ts";
import { h } from "./dom.ts";
import type { Texts } from "./texts.ts";

const SOON = 500;

export class Faults {
  private clear: (() => void)[] = [];
  private timer = 0;

  constructor(
    private readonly code: Code,
    private readonly texts: Texts,
  ) {
    code.on("change", () => {
      this.forget();
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.look(), SOON);
    });
  }

  /** Mark what the service found. */
  mark(line: number, column: number, says: string): void {
    this.forget();
    const from = position(this.code, line, column);
    const length = this.code.getLine(from.line)!.length;
    const start = Math.max(0, Math.min(from.ch, length - 1)); // what is missing at the end is marked at the last letter
    const { end } = this.code.getTokenAt({ line: from.line, ch: start + 1 }, true);
    const mark = this.code.markText(
      { line: from.line, ch: start },
      { line: from.line, ch: Math.max(end, start + 1) },
      { className: "fault" },
    );
    this.code.addLineClass(from.line, "background", "fault-line");
    this.code.setGutterMarker(from.line, GUTTER, sign("fault-sign", says));
    this.code.scrollIntoView(from, 60);
    this.clear.push(
      () => mark.clear(),
      () => this.code.removeLineClass(from.line, "background", "fault-line"),
    );
  }

  forget(): void {
    for (const clear of this.clear) clear();
    this.clear = [];
    this.code.clearGutter(GUTTER);
  }

  /** Mark the first line at whose end the query can no longer follow the grammar. */
  private look(): void {
    for (let line = 0; line < this.code.lineCount(); line++) {
      const { state } = this.code.getTokenAt({ line, ch: this.code.getLine(line)!.length });
      if (state.OK) continue;
      this.code.setGutterMarker(line, GUTTER, sign("doubt-sign", this.texts.say("not_grammatical")));
      return;
    }
  }
}

function sign(name: string, says: string): HTMLElement {
  return h("span", { class: name, role: "img", "aria-label": says, title: says }, "!");
}
