// The query editor: puts a code editor in place of the plain form's text area, asks our endpoint and shows answers.

import "./query.css";

import { show, counted } from "./answers.ts";
import { ask, ProblemError, type Problem } from "./asking.ts";
import { Clock } from "./clock.ts";
import { copy, h, part } from "./dom.ts";
import { keep, kept } from "./keeping.ts";
import { permalink, queryInHash, type Example } from "./links.ts";
import { ProgramsBox } from "./programs-box.ts";
import { Shower } from "./showing.ts";
import { fetched, NO_TERMS } from "./terms.ts";
import { Texts } from "./texts.ts";
import { told as readTold, type Told } from "./told.ts";
import { Writing } from "./writing.ts";

const DRAFT = "query";
/**
 * A page is hidden only when the next one has come, which may need the worker; and some ways of leaving tell no earlier.
 * Browsers that keep pages for coming back do not keep those that listen for the first, so we do only while a query runs.
 */
const LEAVING = ["beforeunload", "pagehide"];

class Workbench {
  private readonly told: Told = readTold();
  private readonly texts = new Texts(this.told.texts, this.told.language);
  private readonly shower = new Shower(this.told);
  private readonly form = document.querySelector<HTMLFormElement>("form.editor")!;
  private readonly run = this.form.querySelector<HTMLButtonElement>("button[type=submit]")!;
  private readonly bench = h("div", { class: "bench" });
  private readonly writing: Writing;
  private readonly clock: Clock;
  private readonly programs: ProgramsBox;
  private examples: Example[] = [];
  private running: AbortController | undefined;
  private readonly leave = (): void => this.running?.abort();

  constructor() {
    this.dress();
    this.writing = new Writing(this.form, {
      texts: this.texts,
      shower: this.shower,
      terms: fetched(this.told.terms).catch(() => NO_TERMS),
      changed: () => this.changed(),
      run: () => void this.ask(),
    });
    this.clock = new Clock(part(this.form, "clock"), (seconds) =>
      this.texts.say("seconds", { n: Number(seconds.toFixed(1)) }),
    );
    this.programs = new ProgramsBox(part(this.bench, "programs"), this.told.publicEndpoint, (text) =>
      void this.toClipboard(text, this.texts.say("copied"), this.texts.say("not_copied")),
    );
    this.programs.show(this.writing.query);
    this.begin();
    this.listen();
  }

  /** Turn the plain form into the rich one. */
  private dress(): void {
    const actions = this.form.querySelector(".actions")!;
    for (const plain of actions.querySelectorAll<HTMLElement>("label, select")) plain.hidden = true;
    actions.append(copy("controls"));
    this.bench.append(copy("bench"));
    this.form.after(this.bench);
  }

  /** The query to begin with: one in the address, or else what was being written when this was last open. */
  private begin(): void {
    const parameters = new URLSearchParams(location.search);
    const draft = parameters.has("query") || parameters.has("example") ? "" : kept(DRAFT);
    this.take(queryInHash(location.hash) ?? draft);
  }

  /** Have a query in place of what is written, if there is one. */
  private take(query: string | null): void {
    if (query) this.writing.query = query;
  }

  private listen(): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
    part(this.form, "cancel").addEventListener("click", () => this.running?.abort());
    part(this.form, "link").addEventListener("click", () => void this.link());
    window.addEventListener("hashchange", () => this.take(queryInHash(location.hash)));
    document.querySelector("#examples")?.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-example]");
      if (link && !(event as MouseEvent).ctrlKey && !(event as MouseEvent).metaKey) void this.open(event, link);
    });
    document.querySelectorAll<HTMLAnchorElement>("a[hreflang]").forEach((link) => {
      link.addEventListener("click", () => this.carry(link));
    });
    void this.load();
  }

  private async load(): Promise<void> {
    const response = await fetch(this.told.examples).catch(() => undefined);
    if (response?.ok) this.examples = ((await response.json()) as { examples: Example[] }).examples;
  }

  private changed(): void {
    keep(DRAFT, this.writing.query);
    this.programs.show(this.writing.query);
  }

  /** Load an example without leaving the page; where that cannot be, the link leads to it. */
  private async open(event: Event, link: HTMLAnchorElement): Promise<void> {
    const example = this.examples.find(({ name }) => name === link.dataset["example"]);
    if (!example) return;
    event.preventDefault();
    this.writing.query = example.query;
    const chosen = document.getElementById("chosen")!;
    chosen.hidden = false;
    chosen.replaceChildren(h("h2", {}, example.title), h("p", {}, example.comment));
    document.title = `${example.title} · munigraph`;
    link.closest("details")!.open = false;
    this.address();
    this.writing.focus();
  }

  /** Ask what is written; asking again ends what runs. */
  private async ask(): Promise<void> {
    this.running?.abort();
    const running = (this.running = new AbortController());
    const { query } = this.writing;
    this.begun();
    try {
      const answer = await ask(this.told.endpoint, query, running.signal);
      show(part(this.bench, "answer"), answer, this.told, this.texts, this.shower);
      this.say(counted(answer, this.texts), "heard");
      part(this.bench, "count").scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (this.running === running) this.failed(error, running.signal.aborted);
    } finally {
      if (this.running === running) this.ended();
    }
  }

  private begun(): void {
    this.writing.forget();
    this.address();
    part(this.bench, "problem").hidden = true;
    part(this.bench, "answer").hidden = true;
    part(this.form, "cancel").hidden = false;
    for (const leaving of LEAVING) window.addEventListener(leaving, this.leave);
    this.say(this.texts.say("running"));
    this.clock.start();
  }

  private ended(): void {
    this.running = undefined;
    for (const leaving of LEAVING) window.removeEventListener(leaving, this.leave);
    this.clock.stop();
    const cancel = part(this.form, "cancel");
    const leave = document.activeElement === cancel;
    if (leave) this.run.focus();
    cancel.hidden = true;
  }

  private failed(error: unknown, cancelled: boolean): void {
    if (cancelled) return this.say(this.texts.say("cancelled"));
    this.say("");
    if (error instanceof ProblemError) return this.tell(error.problem);
    this.tell({ type: "", status: 0, title: this.texts.say("not_reached", { why: String(error) }) });
  }

  /** Say what is wrong, and where: the place is a button that leads there. */
  private tell(problem: Problem): void {
    const name = problem.type.split("/").at(-1)!;
    const title = this.texts.get(`problem.${name}`, problem.title);
    const box = part(this.bench, "problem");
    const says = [problem.detail, problem.hint].filter((text) => text !== undefined);
    box.replaceChildren(h("h2", {}, title), ...says.map((text) => h("p", { lang: "en" }, text)));
    const { line, column } = problem;
    if (line && column) {
      this.writing.mark(line, column, problem.detail ?? title);
      const go = h("button", { type: "button", class: "quiet" }, this.texts.say("place", { line, column }));
      go.addEventListener("click", () => this.writing.goTo(line, column));
      box.append(h("p", {}, go));
    }
    box.hidden = false;
    box.scrollIntoView({ block: "nearest" });
  }

  /** Tell those who see and those who hear the page; what the page shows anyway need only be heard. */
  private say(text: string, how: "" | "heard" = ""): void {
    const status = part(this.bench, "status");
    status.classList.toggle("heard", how === "heard");
    status.textContent = text;
  }

  /** Let the address of the page be that of the query, so that it can be copied and reloaded. */
  private address(): void {
    history.replaceState(null, "", permalink(this.told, this.writing.query, this.examples, location.origin));
  }

  private async link(): Promise<void> {
    this.address();
    await this.toClipboard(location.href, this.texts.say("link_copied"), this.texts.say("link_shown"));
  }

  /** Take the query along to the page in another language. */
  private carry(link: HTMLAnchorElement): void {
    const chosen = new URL(link.href).searchParams.get("lang") ?? "";
    link.href = permalink({ ...this.told, chosen }, this.writing.query, this.examples, location.origin);
  }

  /** Copy; browsers let only pages from trusted addresses. */
  private async toClipboard(text: string, done: string, otherwise: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.say(done);
    } catch {
      this.say(otherwise);
    }
  }
}

new Workbench();
