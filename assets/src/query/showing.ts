// What a term looks like: its text, where it leads, and what there is to say of it.

import type { Term } from "./rdf.ts";
import type { Told } from "./told.ts";

export interface Shown {
  text: string;
  /** Where it leads: on this site, or elsewhere to what cannot do harm; empty where nowhere. */
  link: string;
  outside: boolean;
  title: string;
  language: string;
  /** The datatype, shortened; empty for plain text. */
  datatype: string;
}

const HARMLESS = /^(?:https?:\/\/|mailto:)/i;
/** What is left of an IRI when its prefix is taken off, if that may stand in a query as it is. */
const LOCAL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;

const NOTHING: Shown = { text: "", link: "", outside: false, title: "", language: "", datatype: "" };

export class Shower {
  /** The longest first. */
  private readonly prefixes: [name: string, start: string][];

  constructor(private readonly told: Pick<Told, "prefixes" | "places" | "root" | "chosen">) {
    this.prefixes = Object.entries(told.prefixes).filter(([, start]) => start);
    this.prefixes.sort(([, one], [, other]) => other.length - one.length);
  }

  show(term: Term | undefined): Shown {
    if (!term) return NOTHING;
    if (term.type === "triple") {
      const { subject, predicate, object } = term.value;
      return { ...NOTHING, text: `<< ${[subject, predicate, object].map((one) => this.show(one).text).join(" ")} >>` };
    }
    if (term.type === "bnode") return { ...NOTHING, text: `_:${term.value}` };
    if (term.type === "uri") return this.iri(term.value);
    const datatype = term.datatype ? this.shortened(term.datatype) : "";
    return { ...NOTHING, text: term.value, language: term["xml:lang"] ?? "", datatype, title: datatype };
  }

  iri(iri: string): Shown {
    const path = this.path(iri);
    const link = path || (HARMLESS.test(iri) ? iri : "");
    const short = this.shortened(iri);
    const text = short === iri && path ? this.place(iri) : short;
    return { ...NOTHING, text, link, outside: !path, title: iri };
  }

  /** The IRI with the longest prefix that fits. */
  shortened(iri: string): string {
    const [name, start] = this.prefixes.find(([, begin]) => iri.startsWith(begin) && iri.length > begin.length) ?? [];
    return start === undefined ? iri : `${name}:${iri.slice(start.length)}`;
  }

  /** An IRI as a query can have it: with a prefix where the rest is a plain name, and that prefix. */
  written(iri: string): { text: string; prefix: string } {
    for (const [name, start] of this.prefixes) {
      if (iri.startsWith(start) && LOCAL.test(iri.slice(start.length))) {
        return { text: `${name}:${iri.slice(start.length)}`, prefix: name };
      }
    }
    return { text: `<${iri}>`, prefix: "" };
  }

  /** What a prefix stands for; undefined for one that is not ours. */
  namespace(prefix: string): string | undefined {
    return this.told.prefixes[prefix];
  }

  /** Where an IRI of ours is on this site, whatever its host; empty for others. As Addresses.path says. */
  private path(iri: string): string {
    const [start, path] = this.ours(iri) ?? [];
    if (start === undefined || path === undefined) return "";
    const rest = iri.slice(start.length);
    const [whole, ...part] = (path + (start.endsWith("#") ? encodeURIComponent(rest) : quoted(rest))).split(/(?=#)/);
    const language = this.told.chosen ? `?lang=${this.told.chosen}` : "";
    return this.told.root + whole + language + part.join("");
  }

  /** An IRI of ours for people: without the host. */
  private place(iri: string): string {
    const [start, path] = this.ours(iri)!;
    return path.slice(1) + iri.slice(start.length);
  }

  private ours(iri: string): [start: string, path: string] | undefined {
    return this.told.places.find(([start]) => iri === start || (iri.startsWith(start) && /[/#]$/.test(start)));
  }
}

function quoted(path: string): string {
  return encodeURI(path).replace(/\?/g, "%3F");
}
