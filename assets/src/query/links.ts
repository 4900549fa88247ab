// Addresses that lead back to a query.

import type { Told } from "./told.ts";

/** Longer addresses may not pass every proxy; then the query is in the part that is not sent. */
const LONGEST = 4000;

export interface Example {
  name: string;
  title: string;
  comment: string;
  topic: string;
  query: string;
}

/** An address of this page with a query in it: of an example its name, of another its text. */
export function permalink(told: Told, query: string, examples: Example[], origin: string): string {
  const page = new URL(told.page, origin);
  const example = examples.find((one) => one.query.trim() === query.trim());
  if (example) page.searchParams.set("example", example.name);
  else page.searchParams.set("query", query);
  if (!example && page.href.length > LONGEST) {
    page.search = "";
    page.hash = new URLSearchParams({ query }).toString();
  }
  if (told.chosen) page.searchParams.set("lang", told.chosen);
  return page.href;
}

/** The query in the part of an address that is not sent, if there is one. */
export function queryInHash(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "")).get("query");
}

/** Where an answer can be had in a format; undefined for a query too long for an address. */
export function download(told: Told, query: string, format: string): string | undefined {
  const address = `${told.endpoint}?${new URLSearchParams({ query, format }).toString()}`;
  return address.length > LONGEST ? undefined : address;
}
