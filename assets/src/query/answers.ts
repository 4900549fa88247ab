// What came of a query: how much, how whole, where to take it, and the views of it.

import type { Answer } from "./asking.ts";
import { chart } from "./chart.ts";
import { copy, h, part } from "./dom.ts";
import { download } from "./links.ts";
import { map } from "./map.ts";
import { raw } from "./raw.ts";
import type { Shower } from "./showing.ts";
import { TableView } from "./table.ts";
import { tabs } from "./tabs.ts";
import type { Texts } from "./texts.ts";
import type { Format, Told } from "./told.ts";

/** Show an answer in a section of the page; a view is made when it is first looked at. */
export function show(section: HTMLElement, answer: Answer, told: Told, texts: Texts, shower: Shower): void {
  section.replaceChildren(copy("answer"));
  section.hidden = false;
  const formats = answer.form === "graph" ? told.graphs : told.tables;
  const usable = answer.form === "truth" ? formats.filter(({ name }) => name !== "spreadsheet") : formats;
  part(section, "count").textContent = counted(answer, texts);
  part(section, "about").replaceChildren(...about(answer, texts));
  part(section, "downloads").replaceChildren(...usable.map((format) => h("li", {}, taken(told, answer.query, format))));
  const made = new Set<string>();
  const views: Record<string, (panel: HTMLElement) => void> = {
    "panel-table": (panel) => new TableView(panel, texts, shower, answer),
    "panel-chart": (panel) => chart(panel, texts, (term) => shower.show(term).text, answer),
    "panel-map": (panel) => map(panel, texts, shower, answer, told.land),
    "panel-raw": (panel) => raw(panel, texts, told, answer, usable),
  };
  const choose = tabs(part(section, "tabs"), (panel) => {
    if (made.has(panel.id)) return;
    made.add(panel.id);
    views[panel.id]!(panel);
  });
  if (answer.form !== "table") for (const name of ["tab-chart", "tab-map"]) document.getElementById(name)!.hidden = true;
  if (answer.form === "truth") document.getElementById("tab-table")!.hidden = true;
  choose(answer.form === "truth" ? "tab-raw" : "tab-table");
}

export function counted(answer: Answer, texts: Texts): string {
  if (answer.form === "truth") return texts.say(answer.truth ? "results.yes" : "results.no");
  const n = answer.count ?? answer.rows.length;
  const more = answer.more && answer.count === undefined;
  return more ? texts.say("more_than", { n }) : texts.many(answer.form === "graph" ? "results.triples" : "results.rows", n);
}

function about(answer: Answer, texts: Texts): (Node | string)[] {
  const { milliseconds, release, more, complete, broken } = answer;
  const took = milliseconds === undefined ? [] : [texts.say("results.took", { n: milliseconds < 1 ? "< 1" : Math.round(milliseconds) }), " "];
  const whole = broken ? texts.say("broken") : complete ? "" : texts.say("results.cut");
  const shown = more ? texts.say("first_rows", { n: answer.rows.length }) : "";
  const warned = [whole, shown].filter(Boolean).join(" ");
  const said = warned ? h("strong", {}, warned) : texts.say("results.complete");
  return [...took, said, " ", texts.say("of_release"), " ", h("code", {}, release)];
}

/** A link to an answer in a format; for a query too long for an address, a form that asks for it. */
function taken(told: Told, query: string, format: Format): HTMLElement {
  const link = download(told, query, format.name);
  const name = `answer.${format.ending}`;
  if (link) return h("a", { href: link, download: name }, format.title);
  const hidden = (key: string, value: string) => h("input", { type: "hidden", name: key, value });
  return h(
    "form",
    { method: "post", action: told.endpoint, target: "_blank" },
    hidden("query", query),
    hidden("format", format.name),
    h("button", { type: "submit", class: "link" }, format.title),
  );
}
