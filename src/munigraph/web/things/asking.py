"""Questions about things, each a file of its own, put to the same engine as everybody's."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from urllib.parse import urlencode

from munigraph.engine import Dataset, Query, Served, Why

from ..site import Site

_AT_ONCE = 3
"""Queries of one page that run at a time: a client has only so many places."""

Row = Mapping[str, Mapping[str, str]]
"""Terms of SPARQL JSON results by variable."""


@cache
def _text(package: str, name: str) -> str:
    return (resources.files(package) / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def about(name: str, *iris: str, package: str = __package__, **others: str) -> str:
    """The query of a file in the folder `queries` of a package, about one IRI, several or none.

    They stand in place of `?thing` or `?things`, others in place of the variable they are
    given for, and must be valid IRIs.
    """
    text = _text(package, name)
    named: dict[str, tuple[str, ...]] = {key: (iri,) for key, iri in others.items()}
    if iris:
        named["things" if "?things" in text else "thing"] = iris
    if not named:
        return text
    variables = re.compile(rf"\?({'|'.join(named)})\b")
    return variables.sub(lambda found: " ".join(f"<{iri}>" for iri in named[found[1]]), text)


def place(query: str) -> str:
    """Where on the site a query is shown with its answer, and can be changed."""
    return "/sparql?" + urlencode({"query": query})


class Asker:
    """Asks about one state of the data, on behalf of one client.

    Its methods raise what `Engine.answer` raises.
    """

    def __init__(self, site: Site, served: Served, client: str) -> None:
        self._site = site
        self._served = served
        self._client = client
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def kept(self, name: str, query: str) -> list[Row]:
        """The rows of a query that is often asked, kept by its name as long as the data stay the same."""
        key = (self._served.version, name)
        found: list[Row] | None = self._site.recent.get(key)
        if found is None:
            found = await self.rows(query)
            self._site.recent.put(key, found, len(found) + 1)
        return found

    async def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT query."""
        found: list[Row] = json.loads(await self.answer(query, "json"))["results"]["bindings"]
        return found

    async def names(self, iris: Iterable[str], language: str) -> dict[str, str]:
        """What things are called in a language, or else in another that they have a name in."""
        wanted = sorted(set(iris))
        rows = await self.rows(about("labels", *wanted)) if wanted else []
        labelled = {row["thing"]["value"] for row in rows}
        if others := [iri for iri in wanted if iri not in labelled]:
            rows += await self.rows(about("names", *others))
        best: dict[str, tuple[bool, int, str]] = {}
        for row in rows:
            iri, name = row["thing"]["value"], row.get("name") or row["code"]
            rank = ("code" in row, rank_of(name.get("xml:lang", ""), language), name["value"])
            best[iri] = min(rank, best.get(iri, rank))
        return {iri: name for iri, (_, _, name) in best.items()}

    async def answer(self, query: str | Why, form: str) -> bytes:
        """The whole of an answer in a format."""
        asked = Query(query) if isinstance(query, str) else query
        async with self._places:
            answer = await self._site.engine.answer(
                self._served.data, asked, Dataset(), (form,), self._client
            )
            try:
                return b"".join([piece async for piece in answer.stream])
            finally:
                answer.stream.close()


def rank_of(language: str, wanted: str) -> int:
    """How well a language serves somebody who wants another: the lower, the better."""
    order = (wanted, "en", "", "da", "sv")
    return order.index(language) if language in order else len(order)
