"""A page as its reader has it: the words in their order, and what leads where."""

from __future__ import annotations

from html.parser import HTMLParser

_UNSEEN = ("script", "style", "svg", "head")
_APART = ("li", "p", "td", "th", "dt", "dd", "h1", "h2", "h3", "div", "summary", "br", "tr", "blockquote")


class Page(HTMLParser):
    """What stands on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: dict[str, list[str]] = {}
        """The words of links by where they lead."""
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        """The names of all attributes of all elements."""
        self._pieces: list[str] = []
        self._unseen = 0
        self._link = ""
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """All words that are seen, with one space between them."""
        return " ".join("".join(self._pieces).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes |= found.keys()
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _APART:
            self._pieces.append(" ")
        if tag == "a" and not self._unseen:
            self._link = found.get("href") or ""
            self.links.setdefault(self._link, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen -= 1
        if tag in _APART:
            self._pieces.append(" ")
        if tag == "a":
            self._link = ""

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self._pieces.append(data)
        if self._link:
            self.links[self._link][-1] += data
