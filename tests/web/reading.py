"""Pages as trees, to be read by tests the way a browser without scripts reads them."""

from __future__ import annotations

import html.parser
from collections.abc import Iterator
from dataclasses import dataclass, field

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


@dataclass
class Node:
    """An element with its attributes, and what is in it: texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    content: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()
        if self.tag in ("td", "th", "dd", "dt", "li", "p", "h1", "h2", "h3", "h4"):
            yield " "

    def all(self, tag: str = "", **attributes: str) -> list[Node]:
        """All elements in it of a tag, if one is given, and with these attributes, in order."""
        return [
            node
            for node in self._nodes()
            if tag in ("", node.tag) and attributes.items() <= node.attributes.items()
        ]

    def one(self, tag: str = "", **attributes: str) -> Node:
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    def _nodes(self) -> Iterator[Node]:
        for part in self.content:
            if isinstance(part, Node):
                yield part
                yield from part._nodes()

    def rows(self) -> list[list[str]]:
        """The cells of the body of the tables in it, row by row."""
        return [
            [cell.text for cell in row.content if isinstance(cell, Node)]
            for body in self.all("tbody")
            for row in body.all("tr")
        ]

    def facts(self) -> dict[str, Node]:
        """The `dd` of each `dt` of its first list of facts."""
        found: dict[str, Node] = {}
        name = ""
        for part in self.all("dl")[0].content:
            if isinstance(part, Node) and part.tag == "dt":
                name = part.text
            elif isinstance(part, Node) and part.tag == "dd":
                found[name] = part
        return found


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(page: str) -> Node:
    """A page as a tree; every element that is opened must be closed in its place, and every id stand once."""
    reader = _Reader()
    reader.feed(page)
    assert len(reader.open) == 1
    root = reader.open[0]
    ids = [node.attributes["id"] for node in root.all() if "id" in node.attributes]
    assert sorted(ids) == sorted(set(ids))
    assert not [node for node in root.all() if "style" in node.attributes or "onclick" in node.attributes]
    assert {node.attributes.get("type") for node in root.all("script") if "src" not in node.attributes} <= {
        "application/ld+json"
    }
    return root


def local_links_lead_somewhere(root: Node) -> None:
    """Each link within the page has its target."""
    ids = {node.attributes["id"] for node in root.all() if "id" in node.attributes}
    targets = {
        node.attributes["href"][1:]
        for node in root.all("a")
        if node.attributes.get("href", "").startswith("#")
    }
    assert targets <= ids, targets - ids
