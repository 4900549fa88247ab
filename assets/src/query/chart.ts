// The answer as bars or lines, drawn by ourselves; the table tells the same to those who do not see it.

import { h, options, part, svg } from "./dom.ts";
import type { Row, Term } from "./rdf.ts";
import { COUNT, guess, MOST_GROUPS, MOST_LABELS, NONE, numeric, series, ticks, type Series } from "./series.ts";
import type { Texts } from "./texts.ts";

const BAR = 18;
const GAP = 10;
const AXIS = 24;
const HEIGHT = 320;
/** About how wide a letter is. */
const LETTER = 7.2;
const LONGEST = 32;

interface Answer {
  columns: string[];
  rows: Row[];
}

/** Lets somebody choose what to see of an answer, and draws it. */
export function chart(panel: HTMLElement, texts: Texts, text: (term: Term | undefined) => string, answer: Answer): void {
  const [label, value, group, kind] = ["label", "value", "group", "kind"].map((name) =>
    part<HTMLSelectElement>(panel, name),
  ) as [HTMLSelectElement, HTMLSelectElement, HTMLSelectElement, HTMLSelectElement];
  const all = answer.columns.map((name, column): [string, string] => [String(column), name]);
  const numbers = numeric(answer.columns, answer.rows).map((column) => all[column]!);
  const first = guess(answer.columns, answer.rows);
  options(label, all, String(first.label));
  options(value, [...numbers, [String(COUNT), texts.say("row_count")]], String(first.value));
  options(group, [[String(NONE), texts.say("no_group")], ...all], String(first.group));
  const read = () => series(answer.rows, { label: +label.value, value: +value.value, group: +group.value }, text);
  kind.value = read().ordered ? "lines" : "bars";

  function draw(): void {
    const found = read();
    const width = Math.max(280, part(panel, "drawing").clientWidth);
    const title = texts.say("chart_title", {
      value: value.selectedOptions[0]!.text,
      label: label.selectedOptions[0]!.text,
    });
    const drawn = kind.value === "lines" ? lines(found, width, texts, title) : bars(found, width, texts, title);
    part(panel, "drawing").replaceChildren(...(found.labels.length ? [drawn] : []));
    part(panel, "legend").replaceChildren(...(group.value === String(NONE) ? [] : legend(found)));
    part(panel, "notes").textContent = notes(found, texts);
  }

  for (const select of [label, value, group, kind]) select.addEventListener("change", draw);
  new ResizeObserver(draw).observe(part(panel, "drawing").parentElement!);
}

function notes(found: Series, texts: Texts): string {
  return [
    !found.labels.length && texts.say("nothing_to_draw"),
    found.allLabels > MOST_LABELS && texts.say("first_labels", { shown: MOST_LABELS, n: found.allLabels }),
    found.allGroups > MOST_GROUPS && texts.say("first_groups", { shown: MOST_GROUPS, n: found.allGroups }),
    found.added && texts.say("added_up"),
  ]
    .filter(Boolean)
    .join(" ");
}

function legend(found: Series): Node[] {
  return found.groups.map((name, at) => h("li", {}, h("span", { class: `swatch group-${at}` }), name || "–"));
}

function extent(found: Series): number[] {
  const values = found.values.flat().filter((value) => value !== undefined);
  return ticks(Math.min(...values), Math.max(...values));
}

function bars(found: Series, width: number, texts: Texts, title: string): SVGSVGElement {
  const scale = extent(found);
  const longest = Math.max(...found.labels.map((name) => Math.min(name.length, LONGEST)));
  const left = Math.min(longest * LETTER + GAP, width * 0.45);
  const right = LETTER * 6;
  const block = BAR * found.groups.length + GAP;
  const height = block * found.labels.length + AXIS;
  const [low, high] = [scale[0]!, scale.at(-1)!];
  const x = (value: number) => left + ((value - low) / (high - low)) * (width - left - right);
  const picture = frame(width, height, title);
  for (const tick of scale) {
    picture.append(
      svg("line", { class: "grid", x1: x(tick), x2: x(tick), y1: 0, y2: height - AXIS }),
      svg("text", { x: x(tick), y: height - 6, "text-anchor": "middle" }, texts.number(tick)),
    );
  }
  found.labels.forEach((name, row) => {
    const top = row * block + GAP / 2;
    const middle = top + (block - GAP) / 2;
    picture.append(svg("text", { x: left - 6, y: middle + 4, "text-anchor": "end" }, fitting(name, left), hint(name)));
    found.values.forEach((values, group) => {
      const value = values[row];
      if (value === undefined) return;
      const y = top + group * BAR;
      const [from, to] = [x(Math.min(0, value)), x(Math.max(0, value))];
      const said = hint(`${[name, found.groups[group]].filter(Boolean).join(", ")}: ${texts.number(value)}`);
      picture.append(
        svg("rect", { class: `group-${group}`, x: from, y, width: Math.max(to - from, 1), height: BAR - 2 }, said),
        svg("text", { x: to + 4, y: y + BAR - 6 }, texts.number(value)),
      );
    });
  });
  return picture;
}

function lines(found: Series, width: number, texts: Texts, title: string): SVGSVGElement {
  const scale = extent(found);
  const left = Math.max(...scale.map((tick) => texts.number(tick).length)) * LETTER + GAP;
  const [low, high] = [scale[0]!, scale.at(-1)!];
  const right = LETTER * 4;
  const step = found.labels.length > 1 ? (width - left - right) / (found.labels.length - 1) : 0;
  const x = (place: number) => left + place * step;
  const y = (value: number) => GAP + (1 - (value - low) / (high - low)) * (HEIGHT - AXIS - GAP);
  const picture = frame(width, HEIGHT, title);
  for (const tick of scale) {
    picture.append(
      svg("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
      svg("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, texts.number(tick)),
    );
  }
  const room = Math.max(...found.labels.map((name) => Math.min(name.length, 10))) * LETTER + GAP;
  const every = Math.max(1, Math.ceil(room / Math.max(step, 1)));
  found.labels.forEach((name, place) => {
    if (place % every) return;
    picture.append(svg("text", { x: x(place), y: HEIGHT - 6, "text-anchor": "middle" }, name.slice(0, 10), hint(name)));
  });
  found.values.forEach((values, group) => {
    const points = values.flatMap((value, place) => (value === undefined ? [] : [{ place, value }]));
    const path = points.map(({ place, value }) => `${x(place)},${y(value)}`).join(" ");
    picture.append(svg("polyline", { class: `group-${group}`, points: path }));
    for (const { place, value } of points) {
      const said = [found.labels[place], found.groups[group]].filter(Boolean).join(", ");
      const dot = { class: `group-${group}`, cx: x(place), cy: y(value), r: 4 };
      picture.append(svg("circle", dot, hint(`${said}: ${texts.number(value)}`)));
    }
  });
  return picture;
}

function frame(width: number, height: number, title: string): SVGSVGElement {
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title });
}

function hint(text: string): SVGTitleElement {
  return svg("title", {}, text);
}

/** A name as far as there is room: names of things of one kind differ at their end. */
function fitting(name: string, room: number): string {
  const letters = Math.max(4, Math.floor((room - GAP) / LETTER));
  if (name.length <= letters) return name;
  const start = Math.floor(letters / 3);
  return `${name.slice(0, start)}…${name.slice(name.length - (letters - start - 1))}`;
}
