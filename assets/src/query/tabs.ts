// Tabs as the ARIA Authoring Practices have them: arrow keys go from one to the next.

/** Make tabs of a list of buttons, each of which names its panel; `shown` is told which is looked at. */
export function tabs(list: HTMLElement, shown: (panel: HTMLElement) => void): (name: string) => void {
  const all = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
  const panelOf = (tab: HTMLElement) => document.getElementById(tab.getAttribute("aria-controls")!)!;
  const visible = () => all.filter((tab) => !tab.hidden);

  function choose(chosen: HTMLElement): void {
    for (const tab of all) {
      const its = tab === chosen;
      tab.setAttribute("aria-selected", String(its));
      tab.tabIndex = its ? 0 : -1;
      panelOf(tab).hidden = !its;
    }
    shown(panelOf(chosen));
  }

  list.addEventListener("click", (event) => {
    const tab = (event.target as Element).closest<HTMLElement>("[role=tab]");
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    const some = visible();
    const at = some.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = some.at(to % some.length)!;
    tab.focus();
    choose(tab);
  });
  return (name) => choose(all.find((tab) => tab.id === name)!);
}
