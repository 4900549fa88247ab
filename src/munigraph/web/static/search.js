// Makes a combobox of each search box (WAI-ARIA APG, editable combobox with list autocomplete):
// the names that begin so, as somebody types. Without this the box searches all the same.
"use strict";

(() => {
  const PAUSE = 120; // milliseconds after a key before names are asked for
  const MOST = 8;

  class Suggestions {
    constructor(form, number) {
      this.form = form;
      this.input = form.querySelector("input[type=search]");
      this.options = [];
      this.active = -1;
      this.list = element("ul", { id: `suggestions-${number}`, role: "listbox", class: "suggestions", "aria-label": form.dataset.list });
      this.list.hidden = true;
      this.status = element("p", { class: "unseen", role: "status" });
      form.append(this.list, this.status);
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
      })) this.input.setAttribute(name, value);
      this.input.addEventListener("input", () => this.wait());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.close());
      // The box keeps the focus while an option is clicked.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.click(event));
    }

    wait() {
      clearTimeout(this.timer);
      this.asking?.abort();
      if (this.input.value.trim()) this.timer = setTimeout(() => this.ask(), PAUSE);
      else this.close();
    }

    async ask() {
      this.asking = new AbortController();
      const address = new URL(this.form.dataset.names, document.baseURI);
      const wanted = new FormData(this.form);
      wanted.set("lang", document.documentElement.lang);
      wanted.set("limit", String(MOST));
      wanted.set("counts", "no");
      address.search = new URLSearchParams(wanted).toString();
      try {
        const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: "application/json" } });
        if (answer.ok) this.show((await answer.json()).results);
        else this.close();
      } catch (error) {
        if (error.name !== "AbortError") this.close();
      }
    }

    show(results) {
      if (document.activeElement !== this.input) return;
      // What is described elsewhere has no page here.
      this.options = results.filter((each) => each.page && each.page !== each.id).map((each, place) => this.option(each, place));
      this.list.replaceChildren(...this.options);
      this.list.hidden = this.options.length === 0;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
      this.activate(-1);
      const { one, other, none } = this.form.dataset;
      const count = this.options.length;
      this.status.textContent = count ? (count === 1 ? one : other).replace("{n}", String(count)) : none;
    }

    option(result, place) {
      const { name, matched } = result;
      const renamed = matched.name !== name;
      const item = element("li", { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false", "data-page": result.page });
      const title = element("span", { dir: "auto", lang: result.language });
      title.append(...(renamed ? [name] : marked(name, matched.marks)));
      const kind = element("small", {});
      kind.append(result.kinds.map((each) => each.name).join(", "));
      if (renamed) kind.append(" · ", ...marked(matched.name, matched.marks));
      item.append(title, kind);
      return item;
    }

    key(event) {
      const open = !this.list.hidden;
      const keys = {
        ArrowDown: () => (open ? this.move(1) : this.ask()),
        ArrowUp: () => (open ? this.move(-1) : this.ask()),
        Escape: () => (open ? this.close() : this.clear()),
        Enter: () => this.go(this.options[this.active], event),
      };
      const act = keys[event.key];
      if (!act || event.isComposing || (event.key === "Enter" && !(open && this.active >= 0))) return;
      if (event.key.startsWith("Arrow") && !this.input.value.trim()) return;
      event.preventDefault();
      act();
    }

    move(step) {
      const places = this.options.length + 1; // one of them is the box itself
      this.activate(((this.active + 1 + step + places) % places) - 1);
    }

    activate(place) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = place;
      const option = this.options[place];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", option.id);
      } else this.input.removeAttribute("aria-activedescendant");
    }

    click(event) {
      const option = event.target.closest("[role=option]");
      if (option) this.go(option, event);
    }

    go(option, event) {
      const { pathname, hash } = new URL(option.dataset.page);
      const page = new URL(pathname + hash, location.origin);
      const chosen = this.form.elements.lang?.value;
      if (chosen) page.searchParams.set("lang", chosen);
      if (event.ctrlKey || event.metaKey) window.open(page, "_blank", "noreferrer");
      else location.assign(page);
    }

    clear() {
      this.input.value = "";
      this.close();
    }

    close() {
      clearTimeout(this.timer);
      this.asking?.abort();
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.activate(-1);
      this.status.textContent = "";
    }
  }

  function element(name, attributes) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    return made;
  }

  // Places are counted in characters of Unicode, not in JavaScript's units.
  function* marked(text, marks) {
    const characters = Array.from(text);
    let done = 0;
    for (const [start, end] of marks) {
      yield characters.slice(done, start).join("");
      const mark = element("mark", {});
      mark.textContent = characters.slice(start, end).join("");
      yield mark;
      done = end;
    }
    yield characters.slice(done).join("");
  }

  document.querySelectorAll("form.search").forEach((form, number) => new Suggestions(form, number));
})();
