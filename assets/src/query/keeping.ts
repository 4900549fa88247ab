// What is still there when the page is opened again. Where the browser keeps nothing, it is not.

const START = "munigraph-";

export function kept(name: string): string {
  try {
    return localStorage.getItem(START + name) ?? "";
  } catch {
    return "";
  }
}

export function keep(name: string, text: string): void {
  try {
    localStorage.setItem(START + name, text);
  } catch {
    // private window, or no room: nothing is lost that was promised
  }
}
