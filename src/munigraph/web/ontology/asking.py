"""What the documentation asks of the graph."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.names import ONTOLOGY, PREFIXES

from ..texts import Texts
from ..things.addresses import Addresses
from ..things.asking import Asker, Row, about
from ..things.sketch import sketched
from .axioms import Axioms, named
from .terms import ranges

_CONCEPT = PREFIXES["skos"] + "Concept"
_ROOMS = "/vocabulary/ontology-room"


@dataclass(frozen=True, slots=True)
class Told:
    """What the graph answered."""

    ontology: bytes
    alignments: bytes
    usage: list[Row]
    rooms: list[Row]
    schemes: list[Row]
    asked: list[Row]
    """The example queries."""
    expected: list[Row]
    specimens: Mapping[str, str]
    """One member of each class that has any."""
    values: Mapping[str, str]
    """The scheme of its values, by the property."""
    names: Mapping[str, str]


async def told(asker: Asker, addresses: Addresses, t: Texts) -> Told:
    """Ask for all that the documentation shows."""

    async def rows(query: str, iri: str) -> list[Row]:
        return await asker.rows(about(query, iri, package=__package__))

    graph = addresses.graph
    ontology = await asker.answer(about("graph", graph("ontology")), "ntriples")
    axioms = Axioms(ontology)
    classes = [
        node.value
        for node in axioms.subjects("rdf:type", named("owl:Class"))
        if isinstance(node, ox.NamedNode) and node.value.startswith(ONTOLOGY)
    ]
    valued = [prop for prop, kinds in ranges(axioms).items() if _CONCEPT in kinds]
    found = await asyncio.gather(
        *(rows("specimen", name) for name in classes), *(rows("scheme", name) for name in valued)
    )
    specimens, values = (
        {name: row[variable]["value"] for name, some in zip(names, answers, strict=True) for row in some}
        for names, answers, variable in (
            (classes, found[: len(classes)], "specimen"),
            (valued, found[len(classes) :], "scheme"),
        )
    )
    concepts = {value.value for _, value in axioms.pairs("owl:hasValue") if isinstance(value, ox.NamedNode)}
    sketch = await sketched(asker, addresses, t, (), {*specimens.values(), *values.values(), *concepts})
    return Told(
        ontology,
        await asker.answer(about("alignments", graph("alignments"), package=__package__), "ntriples"),
        await rows("usage", graph("catalogue")),
        await rows("concepts", addresses.iri(_ROOMS)),
        await rows("schemes", graph("vocabularies")),
        await rows("asked", graph("queries")),
        await rows("expected", graph("quality")),
        specimens,
        values,
        sketch.names,
    )


def in_language(rows: list[Row], key: str, language: str) -> list[Row]:
    """Of rows that tell the same in several languages the one in ours, or else in another."""
    best: dict[str, tuple[int, Row]] = {}
    order = (language, "en", "", "da", "sv")
    for row in rows:
        text = row.get("label") or row["title"]
        spoken = text.get("xml:lang", "")
        rank = order.index(spoken) if spoken in order else len(order)
        known = best.get(row[key]["value"])
        if known is None or rank < known[0]:
            best[row[key]["value"]] = (rank, row)
    return [row for _, row in best.values()]
