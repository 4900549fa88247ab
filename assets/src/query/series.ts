// The numbers that a chart shows, taken out of the rows of an answer.

import { momentOf, numberOf, type Row, type Term } from "./rdf.ts";

/** Instead of a column of numbers: how many rows there are. */
export const COUNT = -1;
/** Instead of a column of groups. */
export const NONE = -1;
export const MOST_LABELS = 60;
export const MOST_GROUPS = 6;

export interface Choice {
  label: number;
  value: number;
  group: number;
}

export interface Series {
  labels: string[];
  groups: string[];
  /** By group and label; undefined where there is nothing. */
  values: (number | undefined)[][];
  /** Whether labels are numbers or dates, and in their order. */
  ordered: boolean;
  /** Whether some values were added up, since several rows have one label and group. */
  added: boolean;
  /** How many labels and groups there would be. */
  allLabels: number;
  allGroups: number;
}

/** Columns in which all that stands are numbers. */
export function numeric(columns: string[], rows: Row[]): number[] {
  return columns
    .map((_, column) => column)
    .filter((column) => {
      const terms = rows.map((row) => row[column]).filter((term) => term !== undefined);
      return terms.length > 0 && terms.every((term) => !Number.isNaN(numberOf(term)));
    });
}

/** What to show at first: the numbers by the first column that is none, or how many rows there are of each. */
export function guess(columns: string[], rows: Row[]): Choice {
  const numbers = numeric(columns, rows);
  const others = columns.map((_, column) => column).filter((column) => !numbers.includes(column));
  return { label: others[0] ?? 0, value: numbers.find((column) => column !== (others[0] ?? 0)) ?? COUNT, group: NONE };
}

export function series(rows: Row[], choice: Choice, text: (term: Term | undefined) => string): Series {
  const labels = new Map<string, { label: string; at: number; sum: Map<string, number> }>();
  const groups = new Set<string>();
  const each = choice.value !== COUNT && choice.group === NONE; // every row stands for itself
  let added = false;
  rows.forEach((row, number) => {
    const value = choice.value === COUNT ? 1 : numberOf(row[choice.value]);
    if (Number.isNaN(value)) return;
    const label = text(row[choice.label]);
    const group = choice.group === NONE ? "" : text(row[choice.group]);
    const key = each ? String(number) : label;
    const entry = labels.get(key) ?? { label, at: place(row[choice.label]), sum: new Map<string, number>() };
    groups.add(group);
    labels.set(key, entry);
    added ||= choice.value !== COUNT && entry.sum.has(group);
    entry.sum.set(group, (entry.sum.get(group) ?? 0) + value);
  });
  const ordered = [...labels.values()].every(({ at }) => !Number.isNaN(at)) && labels.size > 0;
  const entries = [...labels.values()];
  if (ordered) entries.sort((one, other) => one.at - other.at);
  const kept = entries.slice(0, MOST_LABELS);
  const names = [...groups].slice(0, MOST_GROUPS);
  return {
    labels: kept.map(({ label }) => label),
    groups: names,
    values: names.map((name) => kept.map(({ sum }) => sum.get(name))),
    ordered,
    added,
    allLabels: entries.length,
    allGroups: groups.size,
  };
}

function place(term: Term | undefined): number {
  const number = numberOf(term);
  return Number.isNaN(number) ? momentOf(term) : number;
}

/** Round numbers from at most the least value to at least the greatest, zero among them, about `count` of them. */
export function ticks(least: number, greatest: number, count = 5): number[] {
  const low = Math.min(0, least);
  const high = Math.max(0, greatest) || (low === 0 ? 1 : 0);
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough * 0.999)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
