// Completion of prefixes, variables, classes, properties and keywords, by what the grammar expects at the cursor.

import { whenShown, type Code, type Hint, type Hints, type Position } from "./code.ts";
import { h } from "./dom.ts";
import type { Shower } from "./showing.ts";
import { matching, type Term, type Terms } from "./terms.ts";
import type { Texts } from "./texts.ts";

/** What is being written: a variable, an IRI, a prefixed name, or a word that may become one. */
const WORD = /(?:<[^<>"{}|\\^`\s]*|[?$]?[\p{L}\p{M}\p{N}_:.-]*)$/u;
/** What is whole on a line; a quotation mark or hash that is left over begins a string or a comment. */
const WHOLE = /<[^<>"{}|\\^`\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const ENOUGH = 2;
const TYPE = new Set(["a", "rdf:type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "rdfs:subClassOf"]);

export class Completion {
  private readonly box: HTMLElement;

  constructor(
    private readonly code: Code,
    private readonly terms: Promise<Terms>,
    private readonly shower: Shower,
    private readonly texts: Texts,
  ) {
    this.box = code.getWrapperElement().parentElement!;
    code.on("inputRead", (_, { text }) => void this.typed(text.join("\n")));
  }

  /** Offer what fits at the cursor. */
  async offer(): Promise<void> {
    const terms = await this.terms;
    if (this.hints(terms, true)) this.show(terms, true);
  }

  private async typed(text: string): Promise<void> {
    const terms = await this.terms;
    if (text === ":") this.declare(terms);
    const { word } = this.word();
    if (word.length >= ENOUGH && this.hints(terms, false)) this.show(terms, false);
  }

  private show(terms: Terms, all: boolean): void {
    this.code.showHint({
      hint: () => this.hints(terms, all),
      completeSingle: false,
      closeCharacters: /[\s()[\]{};,>]/,
      container: this.box,
    });
  }

  private word(): { word: string; from: Position; to: Position } {
    const to = this.code.getCursor();
    const word = WORD.exec((this.code.getLine(to.line) ?? "").slice(0, to.ch))![0];
    return { word, from: { line: to.line, ch: to.ch - word.length }, to };
  }

  /** What may stand at the cursor; undefined where nothing is known of. */
  private hints(terms: Terms, all: boolean): Hints | undefined {
    const { word, from, to } = this.word();
    if (this.isProse(to)) return undefined;
    const list = this.fitting(word, from, terms, all);
    const isWhole = list.length === 1 && list[0]!.text === word;
    if (!list.length || isWhole) return undefined;
    const hints = { list, from, to };
    whenShown(hints, () => this.name());
    return hints;
  }

  /** Give the list of hints what it lacks: a name, and a place for the focus, since it scrolls. */
  private name(): void {
    const list = this.box.querySelector<HTMLElement>("[role=listbox]")!;
    list.setAttribute("aria-label", this.texts.say("fitting"));
    list.tabIndex = 0; // the tab key takes what is offered, so that it is never led there
  }

  private fitting(word: string, from: Position, terms: Terms, all: boolean): Hint[] {
    if (/^[?$]/.test(word)) return this.variables(word);
    const before = this.code.getTokenAt(from, true).state;
    if (before.inPrefixDecl || this.after(from, /\bprefix$/i)) return this.prefixes(word, terms);
    const verb = before.possibleNext.includes("a");
    const type = TYPE.has(before.lastProperty) && before.possibleNext.includes("PNAME_LN") && !verb;
    const lost = !before.OK || !before.possibleNext.length; // an earlier fault hides what is expected here
    const some = [
      ...(verb || lost || all ? terms.properties : []),
      ...(type || lost || (all && !verb) ? terms.classes : []),
    ];
    if (type || (lost && this.after(from, /\ba$/))) return this.named(terms.classes, word);
    return [...this.named(some, word), ...this.keywords(word, before.possibleNext)];
  }

  private after(at: Position, end: RegExp): boolean {
    return end.test((this.code.getLine(at.line) ?? "").slice(0, at.ch).trimEnd());
  }

  /** Whether a place is in a string or a comment, as far as its line tells. */
  private isProse(at: Position): boolean {
    return /["'#]/.test((this.code.getLine(at.line) ?? "").slice(0, at.ch).replace(WHOLE, ""));
  }

  private variables(word: string): Hint[] {
    const names = this.code.getVariablesFromQuery().map((name) => word[0] + name.replace(/^[?$]/, ""));
    return names.filter((name) => name.startsWith(word) && name !== word).map((text) => ({ text }));
  }

  private prefixes(word: string, { prefixes }: Terms): Hint[] {
    const declared = this.code.getPrefixesFromQuery();
    return Object.entries(prefixes)
      .filter(([name]) => name.startsWith(word.replace(/:$/, "")) && !(name in declared))
      .map(([name, start]) => ({ text: `${name}: <${start}>` }));
  }

  private keywords(word: string, expected: string[]): Hint[] {
    const begun = word.toUpperCase();
    const fitting = begun ? expected.filter((name) => /^[A-Z]{2,}$/.test(name) && name.startsWith(begun)) : [];
    return [...new Set(fitting)].sort().map((text) => ({ text }));
  }

  private named(terms: Term[], word: string): Hint[] {
    const { language } = this.texts;
    return matching(terms, word, (iri) => this.shower.shortened(iri), language).map((term) => {
      const { text, prefix } = this.shower.written(term.iri);
      return {
        text,
        render: (element) => this.render(element, term, text),
        hint: () => this.insert(text, prefix),
      };
    });
  }

  private render(element: HTMLElement, term: Term, text: string): void {
    const { language } = this.texts;
    const name = term.names[language] ?? term.names["en"] ?? Object.values(term.names)[0] ?? "";
    element.append(
      h("code", {}, text),
      h("span", { class: "name" }, name),
      h("span", { class: "uses", "aria-label": this.texts.many("uses", term.uses) }, this.texts.number(term.uses)),
    );
  }

  private insert(text: string, prefix: string): void {
    const { from, to } = this.word();
    this.code.replaceRange(text, from, to);
    const start = this.shower.namespace(prefix);
    if (start && !(prefix in this.code.getPrefixesFromQuery())) this.code.addPrefixes({ [prefix]: start });
  }

  /** Declare a prefix that we know as soon as it is used. */
  private declare({ prefixes }: Terms): void {
    const { word, from, to } = this.word();
    const name = word.slice(0, -1);
    const start = prefixes[name];
    if (!start || this.isProse(to) || this.code.getTokenAt(to, true).state.inPrefixDecl) return;
    if (this.after(from, /\bprefix$/i) || name in this.code.getPrefixesFromQuery()) return;
    this.code.addPrefixes({ [name]: start });
  }
}
