// The answer on a map: points on the coastlines of our own site, no tiles of anybody's.

import { h, options, part, svg } from "./dom.ts";
import { down, land } from "./land.ts";
import { guess, NONE, places, type Place } from "./places.ts";
import type { Row } from "./rdf.ts";
import type { Shower } from "./showing.ts";
import type { Texts } from "./texts.ts";

const MOST_LISTED = 200;
/** A browser is busy for long with more of them, which nobody can tell apart. */
const MOST_DRAWN = 5000;
const RATIO = 0.625;
/** Degrees that are seen at least and at most. */
const NEAREST = 0.05;
const FARTHEST = 360;
const STEP = 1.6;

interface View {
  x: number;
  y: number;
  width: number;
}

/** What is at one point, with all rows that say so. */
interface Spot {
  x: number;
  y: number;
  rows: Row[];
}

/** Lets somebody choose which columns are places, and draws them. */
export function map(
  panel: HTMLElement,
  texts: Texts,
  shower: Shower,
  answer: { columns: string[]; rows: Row[] },
  coastlines: string,
): void {
  const names = ["wkt", "latitude", "longitude", "label"] as const;
  const selects = names.map((name) => part<HTMLSelectElement>(panel, name));
  const all = answer.columns.map((name, column): [string, string] => [String(column), name]);
  const first = guess(answer.columns, answer.rows);
  selects.forEach((select, at) => {
    options(select, [[String(NONE), texts.say("no_column")], ...all], String(first[names[at]!]));
    select.addEventListener("change", draw);
  });
  const chart = part(panel, "drawing");
  const picture = svg("svg", { role: "img" });
  const ground = svg("path", { class: "land" });
  const dots = svg("g");
  picture.append(ground, dots);
  chart.replaceChildren(picture);
  void land(coastlines)
    .catch(() => "") // a map without coastlines still shows what lies where
    .then((path) => ground.setAttribute("d", path));
  const move = movable(panel, chart, picture);

  function draw(): void {
    const [wkt, latitude, longitude, label] = selects.map((select) => Number(select.value)) as [number, number, number, number];
    const found = places(answer.rows, { wkt, latitude, longitude, label });
    const everywhere = together(found);
    const spots = everywhere.slice(0, MOST_DRAWN);
    const named = (spot: Spot) => linked(spot, label, shower, texts);
    const tell = (spot: Spot) => part(panel, "told").replaceChildren(...named(spot));
    dots.replaceChildren(...spots.map((spot) => dot(spot, textOf(named(spot)), () => tell(spot))));
    picture.setAttribute("aria-label", texts.many("places", found.length));
    part(panel, "notes").textContent = found.length
      ? [
          texts.many("places", found.length),
          everywhere.length > MOST_DRAWN && texts.say("first_points", { shown: MOST_DRAWN, n: everywhere.length }),
          everywhere.length > MOST_LISTED && texts.say("first_places", { n: MOST_LISTED }),
        ]
          .filter(Boolean)
          .join(" ")
      : texts.say("no_places");
    part(panel, "spots").replaceChildren(...spots.slice(0, MOST_LISTED).map((spot) => h("li", {}, ...named(spot))));
    part(panel, "told").replaceChildren();
    move(spots);
  }

  draw();
}

/** The names of all that is at a spot, each leading to the thing if there is a page about one in its row. */
function linked({ rows }: Spot, label: number, shower: Shower, texts: Texts): Node[] {
  return rows.flatMap((row, at) => {
    const shown = shower.show(row[label]);
    const page = shown.link || row.map((term) => shower.show(term)).find(({ link, outside }) => link && !outside)?.link;
    const text = shown.text || texts.say("unnamed");
    const name = page ? h("a", { href: page, dir: "auto" }, text) : h("span", { dir: "auto" }, text);
    return at ? [document.createTextNode(", "), name] : [name];
  });
}

function textOf(nodes: Node[]): string {
  return nodes.map((node) => node.textContent).join("");
}

function together(found: Place[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const { longitude, latitude, row } of found) {
    const [x, y] = [longitude, down(latitude)];
    const spot = spots.get(`${x} ${y}`) ?? { x, y, rows: [] };
    spots.set(`${x} ${y}`, spot);
    spot.rows.push(row);
  }
  return [...spots.values()];
}

/** A dot that is as large on every scale: a line of no length with a round end. */
function dot({ x, y, rows }: Spot, name: string, tell: () => void): SVGPathElement {
  const size = rows.length > 1 ? "dot many" : "dot";
  const drawn = svg("path", { class: size, d: `M${x} ${y}h0` }, svg("title", {}, name));
  drawn.addEventListener("click", tell);
  return drawn;
}

/** Let a picture be moved and scaled by buttons and keys, and dragged; gives what fits it to points. */
function movable(panel: HTMLElement, chart: HTMLElement, picture: SVGSVGElement): (spots: Spot[]) => void {
  let view: View = { x: 0, y: 0, width: FARTHEST };
  let home = view;

  function show(next: View): void {
    view = { ...next, width: Math.min(Math.max(next.width, NEAREST), FARTHEST) };
    const height = view.width * RATIO;
    picture.setAttribute("viewBox", [view.x - view.width / 2, view.y - height / 2, view.width, height].join(" "));
  }
  const by = (across: number, downwards: number) =>
    show({ ...view, x: view.x + across * view.width, y: view.y + downwards * view.width });
  const scale = (times: number) => show({ ...view, width: view.width * times });
  const keys: Record<string, () => void> = {
    ArrowLeft: () => by(-0.15, 0),
    ArrowRight: () => by(0.15, 0),
    ArrowUp: () => by(0, -0.15),
    ArrowDown: () => by(0, 0.15),
    "+": () => scale(1 / STEP),
    "-": () => scale(STEP),
    "0": () => show(home),
  };
  chart.addEventListener("keydown", (event) => {
    const action = !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  for (const [name, key] of [["nearer", "+"], ["farther", "-"], ["whole", "0"]] as const) {
    part(panel, name).addEventListener("click", keys[key]!);
  }
  chart.addEventListener("pointermove", (event) => {
    if (!(event.buttons & 1) || event.pointerType === "touch") return;
    by(-event.movementX / chart.clientWidth, -event.movementY / chart.clientWidth);
  });
  return (spots) => {
    home = fit(spots);
    show(home);
  };
}

function fit(spots: Spot[]): View {
  if (!spots.length) return { x: 10, y: down(45), width: FARTHEST };
  const [left, right] = [Math.min(...spots.map(({ x }) => x)), Math.max(...spots.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...spots.map(({ y }) => y)), Math.max(...spots.map(({ y }) => y))];
  const width = Math.max(right - left, (bottom - top) / RATIO, 6) * 1.25;
  return { x: (left + right) / 2, y: (top + bottom) / 2, width };
}
