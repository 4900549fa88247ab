"""One page of the list of a kind: which things are on it, in what order, and what stands beside names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..cache import Entry
from ..site import Site
from ..texts import Texts
from ..things.addresses import Addresses
from ..things.asking import Asker, Row, about, place, rank_of
from ..things.sketch import Value, sketched
from .kinds import Kind

ON_A_PAGE = 100
MOST_SORTED = 20_000
"""So many things are put into the order of their names, which has to be worked out here."""

ORDERS = {"latest": "DESC(?on)", "oldest": "(!BOUND(?on)) ?on"}
"""Orders by date, as SPARQL says them; things without a date come last."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing in a list."""

    it: Value
    on: str
    columns: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list."""

    things: tuple[Listed, ...]
    heads: tuple[str, ...]
    """The names of the properties beside the names."""
    dated: bool
    query: str
    """Where a query that lists them all is shown."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a list is taken from, and for whom."""

    asker: Asker
    addresses: Addresses
    site: Site
    version: str
    t: Texts


def orders(kind: Kind, count: int) -> tuple[str, ...]:
    """The orders that a list of so many things can be had in, the usual one first."""
    by_name = ("name",) if count <= MOST_SORTED else ()
    by_date = tuple(ORDERS) if kind.dated else ()
    return (*by_date, *by_name) or ("none",)


async def listing(shelf: Shelf, kind: Kind, order: str, page: int) -> Listing:
    """A page of things in an order; pages are counted from 1."""
    start = (page - 1) * ON_A_PAGE
    if order == "name":
        found = [{"thing": iri} for iri in (await _by_name(shelf, kind))[start : start + ON_A_PAGE]]
    else:
        rows = await shelf.asker.rows(_paged(_query(kind, order), start))
        found = [{name: term["value"] for name, term in row.items()} for row in rows]
    iris = list(dict.fromkeys(row["thing"] for row in found))
    dates = {row["thing"]: row.get("on", "") for row in reversed(found)}
    beside = await _beside(shelf, kind, iris)
    sketch = await sketched(shelf.asker, shelf.addresses, shelf.t, beside, (*iris, *kind.columns))
    columns: dict[tuple[str, str], list[Value]] = {}
    for row in beside:
        key = (row["thing"]["value"], row["property"]["value"])
        columns.setdefault(key, []).append(sketch.value(row["value"]))
    things = (
        Listed(
            sketch.value({"type": "uri", "value": iri}),
            dates[iri],
            tuple(tuple(columns.get((iri, name), ())) for name in kind.columns),
        )
        for iri in iris
    )
    heads = tuple(sketch.named(name) for name in kind.columns)
    dated = kind.dated and order != "name"
    return Listing(tuple(things), heads, dated, place(_query(kind, order)))


def _query(kind: Kind, order: str) -> str:
    if order in ORDERS:
        return f"{about(f'latest-{kind.name}', package=__package__)}ORDER BY {ORDERS[order]}"
    return about("members", package=__package__, **{"class": kind.iri})


def _paged(query: str, start: int) -> str:
    return f"{query}\nLIMIT {ON_A_PAGE}\nOFFSET {start}"


async def _beside(shelf: Shelf, kind: Kind, iris: Sequence[str]) -> list[Row]:
    """What stands beside the names: at most three properties."""
    if not iris or not kind.columns:
        return []
    first, second, third = (*kind.columns, *kind.columns[:1] * 2)[:3]
    query = about("columns", *iris, package=__package__, first=first, second=second, third=third)
    return await shelf.asker.rows(query)


async def _by_name(shelf: Shelf, kind: Kind) -> list[str]:
    """All things of a kind in the order of their names; it is remembered as long as the data are the same."""
    key = ("order", kind.name, shelf.version, shelf.t.language)
    known = shelf.site.cache.get(key)
    if isinstance(known, Entry):
        return known.body.decode().split()
    rows = await shelf.asker.rows(about("names", package=__package__, **{"class": kind.iri}))
    names = _best(rows, shelf.t.language)
    members = await shelf.asker.rows(about("members", package=__package__, **{"class": kind.iri}))
    iris = [row["thing"]["value"] for row in members if row["thing"]["type"] == "uri"]
    last = "\U0010ffff"
    iris.sort(key=lambda iri: shelf.t.order(names[iri]) if iri in names else last)
    shelf.site.cache.put(key, Entry({}, "\n".join(iris).encode()), sum(map(len, key)))
    return iris


def _best(rows: Sequence[Row], language: str) -> dict[str, str]:
    """The name of each thing in a language, or else in the next best."""
    best: dict[str, tuple[int, str]] = {}
    for row in rows:
        iri, name = row["thing"]["value"], row["name"]
        ranked = (rank_of(name.get("xml:lang", ""), language), name["value"])
        best[iri] = min(ranked, best.get(iri, ranked))
    return {iri: name for iri, (_, name) in best.items()}
