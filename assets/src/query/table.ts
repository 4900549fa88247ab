// The answer as a table: a page of it at a time, in the order and with the words somebody asks for.

import { h, options, part } from "./dom.ts";
import { momentOf, numberOf, type Row, type Term } from "./rdf.ts";
import type { Shower, Shown } from "./showing.ts";
import type { Texts } from "./texts.ts";

const SIZES = [50, 200, 1000];
const LONG = 400;
const SOON = 150;

interface Order {
  column: number;
  descending: boolean;
}

export class TableView {
  private readonly kinds: Kind[];
  private rows: Row[] = [];
  private order: Order | undefined;
  private page = 0;
  private readonly body: HTMLElement;
  private readonly filter: HTMLInputElement;
  private readonly size: HTMLSelectElement;
  private readonly pager: HTMLElement;

  constructor(
    panel: HTMLElement,
    private readonly texts: Texts,
    private readonly shower: Shower,
    private readonly answer: { columns: string[]; rows: Row[] },
  ) {
    this.kinds = answer.columns.map((_, column) => kind(answer.rows, column));
    this.body = part(panel, "rows");
    this.pager = part(panel, "pager");
    this.filter = part<HTMLInputElement>(panel, "filter");
    this.size = part<HTMLSelectElement>(panel, "size");
    options(this.size, SIZES.map((size) => [String(size), texts.number(size)]));
    let soon = 0;
    this.filter.addEventListener("input", () => {
      window.clearTimeout(soon);
      soon = window.setTimeout(() => this.arrange(), SOON);
    });
    this.size.addEventListener("change", () => this.turnTo(0));
    part(panel, "back").addEventListener("click", () => this.turnTo(this.page - 1));
    part(panel, "on").addEventListener("click", () => this.turnTo(this.page + 1));
    part(panel, "controls").hidden = answer.rows.length <= SIZES[0]!;
    this.arrange();
  }

  /** Filter and sort anew, and go back to the first page. */
  private arrange(): void {
    const words = this.filter.value.toLocaleLowerCase(this.texts.language).split(/\s+/).filter(Boolean);
    this.rows = words.length ? this.answer.rows.filter((row) => this.has(row, words)) : [...this.answer.rows];
    if (this.order) sort(this.rows, this.order, this.texts.collator);
    this.turnTo(0);
  }

  private has(row: Row, words: string[]): boolean {
    const text = row.map((term) => this.shower.show(term).text).join("\n").toLocaleLowerCase(this.texts.language);
    return words.every((word) => text.includes(word));
  }

  private turnTo(page: number): void {
    const size = Number(this.size.value);
    const last = Math.max(0, Math.ceil(this.rows.length / size) - 1);
    this.page = Math.min(Math.max(page, 0), last);
    const start = this.page * size;
    const end = Math.min(start + size, this.rows.length);
    this.body.replaceChildren(this.table(this.rows.slice(start, end)));
    this.pager.hidden = last === 0 && this.rows.length === this.answer.rows.length;
    part(this.pager, "back").toggleAttribute("disabled", this.page === 0);
    part(this.pager, "on").toggleAttribute("disabled", this.page === last);
    part(this.pager, "where").textContent = this.texts.say("range", {
      from: this.rows.length ? start + 1 : 0,
      to: end,
      n: this.rows.length,
    });
  }

  private table(rows: Row[]): HTMLElement {
    const heads = this.answer.columns.map((name, column) => this.head(name, column, this.kinds[column]!));
    const lines = rows.map((row) => h("tr", {}, ...row.map((term, column) => this.cell(term, this.kinds[column]!))));
    return h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...lines));
  }

  private head(name: string, column: number, kind: Kind): HTMLElement {
    const sorted = this.order?.column === column ? (this.order.descending ? "descending" : "ascending") : undefined;
    const button = h("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      this.order = { column, descending: sorted === "ascending" };
      this.arrange();
      this.body.querySelectorAll<HTMLElement>("thead button")[column]?.focus();
    });
    const datatype = Boolean(kind.datatype) && h("small", {}, this.shower.shortened(kind.datatype));
    return h("th", { scope: "col", class: kind.number && "number", "aria-sort": sorted }, button, datatype);
  }

  private cell(term: Term | undefined, kind: Kind): HTMLElement {
    const shown = this.shower.show(term);
    const cell = h("td", { class: kind.number && "number", lang: shown.language || undefined }, ...this.text(shown));
    const notes = [shown.language, kind.datatype ? "" : shown.datatype].filter(Boolean);
    if (notes.length) cell.append(" ", h("small", { lang: this.texts.language }, notes.join(" ")));
    return cell;
  }

  private text(shown: Shown): Node[] {
    if (shown.link) {
      const rel = shown.outside ? "noreferrer" : undefined;
      return [h("a", { href: shown.link, title: shown.title, rel, dir: "auto" }, shown.text)];
    }
    const start = shown.text.slice(0, LONG);
    const text = h("span", { dir: "auto", title: shown.title || undefined }, start);
    if (start.length === shown.text.length) return [text];
    const more = h("button", { type: "button", class: "more" }, this.texts.say("show_all", { n: shown.text.length }));
    more.addEventListener("click", () => {
      text.textContent = shown.text;
      more.remove();
    });
    return [text, document.createTextNode("… "), more];
  }
}

interface Kind {
  number: boolean;
  /** The datatype of all that stands in the column, if it is one. */
  datatype: string;
}

function kind(rows: Row[], column: number): Kind {
  let datatype: string | undefined;
  let number = true;
  for (const row of rows) {
    const term = row[column];
    if (!term) continue;
    const its = term.type === "literal" ? (term.datatype ?? "") : "";
    if (datatype !== undefined && its !== datatype) return { number: false, datatype: "" };
    datatype = its;
    number &&= !Number.isNaN(numberOf(term)) || /^[-+]?(?:INF|NaN)$/i.test(String(term.value));
  }
  return { number: number && Boolean(datatype), datatype: datatype ?? "" };
}

function sort(rows: Row[], { column, descending }: Order, collator: Intl.Collator): void {
  const keyed = rows.map((row) => ({ row, key: key(row[column]) }));
  const sign = descending ? -1 : 1;
  keyed.sort(({ key: one }, { key: other }) => {
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    return sign * collator.compare(String(one), String(other));
  });
  keyed.forEach(({ row }, place) => (rows[place] = row));
}

/** What a term is sorted by; nothing comes last, whichever way. */
function key(term: Term | undefined): number | string | undefined {
  if (!term) return undefined;
  const number = numberOf(term);
  if (!Number.isNaN(number)) return number;
  const moment = momentOf(term);
  if (!Number.isNaN(moment)) return moment;
  return term.type === "triple" ? JSON.stringify(term.value) : term.value;
}
