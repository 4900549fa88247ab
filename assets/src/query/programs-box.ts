// The box under the answer that has the query as a program.

import { part } from "./dom.ts";
import { program, type Language } from "./programs.ts";

export class ProgramsBox {
  private language: Language = "curl";
  private query = "";
  private readonly text: HTMLElement;

  constructor(box: HTMLElement, private readonly endpoint: string, copied: (text: string) => void) {
    this.text = part(box, "program");
    const languages = [...box.querySelectorAll<HTMLElement>("[data-language]")];
    for (const button of languages) {
      button.addEventListener("click", () => {
        this.language = button.dataset["language"] as Language;
        for (const other of languages) other.setAttribute("aria-pressed", String(other === button));
        this.show(this.query);
      });
    }
    part(box, "copy").addEventListener("click", () => copied(this.text.textContent!));
  }

  show(query: string): void {
    this.query = query;
    this.text.textContent = program(this.language, this.endpoint, query);
  }
}
