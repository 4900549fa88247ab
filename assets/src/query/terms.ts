// What can be completed: the classes and properties that our own VoID says are in use.

export interface Term {
  iri: string;
  uses: number;
  names: Record<string, string>;
}

export interface Terms {
  prefixes: Record<string, string>;
  classes: Term[];
  properties: Term[];
}

export const NO_TERMS: Terms = { prefixes: {}, classes: [], properties: [] };
const MOST = 40;

export async function fetched(address: string): Promise<Terms> {
  const response = await fetch(address);
  return response.ok ? ((await response.json()) as Terms) : NO_TERMS;
}

/** The terms that what was typed may mean, the likeliest first: by local name, by name in any language, by IRI. */
export function matching(terms: Term[], typed: string, short: (iri: string) => string, language: string): Term[] {
  const wanted = fold(typed.replace(/^</, ""));
  const scored = terms.flatMap((term) => {
    const score = likeness(term, wanted, fold(short(term.iri)));
    const nameless = Object.keys(term.names).length ? 0 : 0.5; // of two that fit alike, the one we have words for
    return score < Infinity ? [{ term, score: score + nameless }] : [];
  });
  const called = (term: Term) => term.names[language] ?? short(term.iri);
  scored.sort(
    (one, other) =>
      one.score - other.score ||
      other.term.uses - one.term.uses ||
      called(one.term).localeCompare(called(other.term), language),
  );
  return scored.slice(0, MOST).map(({ term }) => term);
}

function likeness(term: Term, wanted: string, short: string): number {
  const [prefix, local] = short.includes(":") ? short.split(/:(.*)/s) : ["", short];
  const [space, rest] = wanted.includes(":") && !wanted.includes("/") ? wanted.split(/:(.*)/s) : [undefined, wanted];
  if (space !== undefined && space !== prefix) return Infinity;
  const names = Object.values(term.names).map(fold);
  if (local!.startsWith(rest!)) return 0;
  if (names.some((name) => name.startsWith(rest!))) return 1;
  if (names.some((name) => name.includes(` ${rest}`))) return 2;
  if (local!.includes(rest!) || names.some((name) => name.includes(rest!))) return 3;
  return fold(term.iri).startsWith(wanted) || short.startsWith(wanted) ? 4 : Infinity;
}

/** Lower case, and without the marks on letters that somebody may leave out. */
function fold(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
