// The answer as the service writes it, in any of its formats.

import { options, part } from "./dom.ts";
import { MOST_RAW, type Answer } from "./asking.ts";
import type { Format, Told } from "./told.ts";
import type { Texts } from "./texts.ts";

/** Lets somebody see the beginning of an answer in a format; what came already is not asked for again. */
export function raw(panel: HTMLElement, texts: Texts, told: Told, answer: Answer, formats: Format[]): void {
  const select = part<HTMLSelectElement>(panel, "format");
  const text = part(panel, "text");
  let latest = new AbortController();
  options(select, formats.map((format) => [format.name, format.title]), formats[0]!.name);

  async function show(): Promise<void> {
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    const here = answer.form !== "graph" && select.value === "json";
    try {
      const found = here ? answer.raw : await beginning(told.endpoint, answer.query, select.value, signal);
      text.textContent = found;
      part(panel, "notes").textContent = found.length >= MOST_RAW ? texts.say("beginning", { n: MOST_RAW }) : "";
    } catch (error) {
      if (!signal.aborted) part(panel, "notes").textContent = texts.say("not_reached", { why: String(error) });
    }
  }

  select.addEventListener("change", () => void show());
  void show();
}

async function beginning(endpoint: string, query: string, format: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(endpoint, { method: "POST", body: new URLSearchParams({ query, format }), signal });
  const pieces = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let { done, value } = await pieces.read(); !done && value !== undefined; { done, value } = await pieces.read()) {
    text += value;
    if (text.length < MOST_RAW) continue;
    void pieces.cancel();
    return text.slice(0, MOST_RAW);
  }
  return text;
}
