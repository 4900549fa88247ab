// What the page tells the editor: see web/query/client.py.

export interface Format {
  name: string;
  title: string;
  ending: string;
  type: string;
}

export interface Told {
  endpoint: string;
  publicEndpoint: string;
  page: string;
  terms: string;
  examples: string;
  land: string;
  root: string;
  language: string;
  chosen: string;
  prefixes: Record<string, string>;
  /** What our IRIs begin with (if it ends in a slash or a hash) or are, and the paths that stand for it. */
  places: [string, string][];
  tables: Format[];
  graphs: Format[];
  texts: Record<string, string>;
}

export function told(): Told {
  return JSON.parse(document.getElementById("told")!.textContent!) as Told;
}
