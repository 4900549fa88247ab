"""The example queries of a release, as they stand in its graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby

from munigraph.names import Names

from ..things.asking import Asker, Row, about, rank_of


@dataclass(frozen=True, slots=True)
class Example:
    """A query that has an answer, with what is said of it in one language."""

    name: str
    title: str
    comment: str
    topic: str
    query: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


async def examples(asker: Asker, names: Names, language: str) -> dict[str, Example]:
    """All examples by their names, each in the language or else in another that it has."""
    start = names.thing("query/")
    rows = await asker.rows(about("examples", package=__package__))
    found: dict[str, Example] = {}
    for iri, group in groupby(rows, key=lambda row: row["example"]["value"]):
        best = min(group, key=lambda row: _rank(row, language))
        name = iri.removeprefix(start)
        found[name] = Example(name, *(_text(best, key) for key in ("title", "comment", "topic", "query")))
    return found


def by_topic(some: Iterable[Example]) -> list[tuple[str, list[Example]]]:
    """Examples under their topics, both in order of their first appearance; without a topic last."""
    topics: dict[str, list[Example]] = {}
    for example in some:
        topics.setdefault(example.topic, []).append(example)
    return sorted(topics.items(), key=lambda item: item[0] == "")


def _text(row: Row, key: str) -> str:
    return row[key]["value"].rstrip() if key in row else ""


def _rank(row: Row, wanted: str) -> tuple[int, str]:
    title = row["title"]
    return rank_of(title.get("xml:lang", ""), wanted), title["value"]
