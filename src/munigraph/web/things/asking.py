"""Questions about things, each a file of its own, put to the same engine as everybody's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from munigraph.engine import Dataset, Query, Served, Why
from munigraph.names import PREFIXES

from ..site import Site

_CODE = PREFIXES["skos"] + "notation"
"""What a thing goes by that has no name, such as an identifier."""

Row = Mapping[str, Mapping[str, str]]
"""Terms of SPARQL JSON results by variable."""


@cache
def _text(package: str, name: str) -> str:
    return (resources.files(package) / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def about(name: str, *iris: str, package: str = __package__) -> str:
    """The query of a file in the folder `queries` of a package, about one IRI or several.

    They stand in place of `?thing` or `?things`, and must be valid IRIs.
    """
    text = _text(package, name)
    named = " ".join(f"<{iri}>" for iri in iris)
    return re.sub(r"\?things\b" if "?things" in text else r"\?thing\b", lambda _: named, text)


class Asker:
    """Asks about one state of the data, on behalf of one client.

    Its methods raise what `Engine.answer` raises.
    """

    def __init__(self, site: Site, served: Served, client: str) -> None:
        self._site = site
        self._served = served
        self._client = client

    async def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT query."""
        found: list[Row] = json.loads(await self.answer(query, "json"))["results"]["bindings"]
        return found

    async def names(self, iris: Iterable[str], language: str) -> dict[str, str]:
        """What things are called in a language, or else in another that they have a name in."""
        wanted = sorted(set(iris))
        best: dict[str, tuple[bool, int, str]] = {}
        for row in await self.rows(about("names", *wanted)) if wanted else []:
            iri, name = row["thing"]["value"], row["name"]["value"]
            is_code = row["property"]["value"] == _CODE
            rank = (is_code, _rank(row["name"].get("xml:lang", ""), language), name)
            best[iri] = min(rank, best.get(iri, rank))
        return {iri: name for iri, (_, _, name) in best.items()}

    async def answer(self, query: str | Why, form: str) -> bytes:
        """The whole of an answer in a format."""
        asked = Query(query) if isinstance(query, str) else query
        answer = await self._site.engine.answer(self._served.data, asked, Dataset(), (form,), self._client)
        try:
            return b"".join([piece async for piece in answer.stream])
        finally:
            answer.stream.close()


def _rank(language: str, wanted: str) -> int:
    order = (wanted, "en", "", "da", "sv")
    return order.index(language) if language in order else len(order)
