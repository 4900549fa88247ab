// What was being written is still there when the page is opened again. Where the browser keeps nothing, it is not.

const KEY = "munigraph-query";

export function draft(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function keep(query: string): void {
  try {
    localStorage.setItem(KEY, query);
  } catch {
    // private window, or no room: nothing is lost that was promised
  }
}
