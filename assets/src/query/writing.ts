// Where the query is written: the code editor, or the text area of the plain form, which screen readers and phones
// read and write better. Both hold the same text; somebody can go from one to the other.

import { codeIn, position, type Code } from "./code.ts";
import { Completion } from "./completion.ts";
import { part } from "./dom.ts";
import { Faults } from "./faults.ts";
import { kept, keep } from "./keeping.ts";
import type { Shower } from "./showing.ts";
import type { Terms } from "./terms.ts";
import type { Texts } from "./texts.ts";

const PLAIN = "plain";

interface Surroundings {
  texts: Texts;
  shower: Shower;
  terms: Promise<Terms>;
  /** What to do when the text is another. */
  changed: () => void;
  /** What to do when somebody asks for an answer by the keyboard. */
  run: () => void;
}

export class Writing {
  private readonly code: Code;
  private readonly faults: Faults;
  private plain = false;

  private readonly area: HTMLTextAreaElement;
  private readonly label: HTMLLabelElement;
  private readonly toggle: HTMLElement;
  private readonly changed: () => void;

  constructor(form: HTMLFormElement, { texts, shower, terms, changed, run }: Surroundings) {
    this.area = form.querySelector("textarea")!;
    this.label = form.querySelector("label")!;
    this.toggle = part(form, "plain");
    this.changed = changed;
    this.code = codeIn(this.area, this.label, {
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-Space": () => void completion.offer(),
    });
    const completion = new Completion(this.code, terms, shower, texts);
    this.faults = new Faults(this.code, texts);
    this.listen(run);
    const touched = window.matchMedia("(pointer: coarse)").matches;
    this.turn((kept(PLAIN) || (touched ? "yes" : "no")) === "yes");
  }

  private listen(run: () => void): void {
    this.code.on("change", () => {
      if (this.plain) return;
      this.area.value = this.code.getValue();
      this.changed();
    });
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      run();
    });
    this.label.addEventListener("click", () => this.focus());
    this.toggle.addEventListener("click", () => {
      this.turn(!this.plain);
      keep(PLAIN, this.plain ? "yes" : "no");
      this.focus();
    });
  }

  get query(): string {
    return this.area.value;
  }

  set query(text: string) {
    this.area.value = text;
    this.code.setValue(text);
    this.changed();
  }

  focus(): void {
    if (this.plain) this.area.focus();
    else this.code.focus();
  }

  /** Mark a fault at a line and column, which count from 1 and by characters. */
  mark(line: number, column: number, says: string): void {
    if (!this.plain) this.faults.mark(line, column, says);
  }

  forget(): void {
    this.faults.forget();
  }

  /** Go to a line and column. */
  goTo(line: number, column: number): void {
    this.focus();
    if (!this.plain) return this.code.setCursor(position(this.code, line, column));
    const lines = this.query.split("\n");
    const before = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
    const start = before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
    this.area.setSelectionRange(start, start + 1);
  }

  private turn(plain: boolean): void {
    this.plain = plain;
    this.area.hidden = !plain;
    this.code.getWrapperElement().closest<HTMLElement>(".code")!.hidden = plain;
    this.toggle.setAttribute("aria-pressed", String(plain));
    this.label.htmlFor = plain ? this.area.id : "";
    if (plain) return;
    if (this.code.getValue() !== this.query) this.code.setValue(this.query);
    this.code.refresh(); // what was hidden has no measures yet
  }
}
