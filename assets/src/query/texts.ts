/** The texts of the page's language, and how it writes numbers. */
export class Texts {
  private readonly plurals: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;
  readonly collator: Intl.Collator;

  constructor(
    private readonly texts: Record<string, string>,
    readonly language: string,
  ) {
    this.plurals = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language === "en" ? "en-GB" : language);
    this.collator = new Intl.Collator(language, { numeric: true });
  }

  /** A text, with values in the places that it has for them. */
  say(key: string, values: Record<string, string | number> = {}): string {
    const text = this.texts[key];
    if (text === undefined) throw new Error(`no text is called ${key}`);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      return value === undefined ? place : typeof value === "number" ? this.number(value) : value;
    });
  }

  /** A text that may not be there, such as for what the server names. */
  get(key: string, otherwise: string): string {
    return this.texts[key] ?? otherwise;
  }

  many(key: string, n: number): string {
    return this.say(`${key}.${this.plurals.select(n) === "one" ? "one" : "other"}`, { n });
  }

  number(value: number): string {
    return this.numbers.format(value);
  }
}
