"""What a page shows of a thing: its names and kinds, what is said of it and where, where it is spoken of."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from munigraph.names import ONTOLOGY, PREFIXES

from ..originals import Originals
from ..texts import Texts
from .addresses import Addresses
from .asking import Asker, Row, about
from .quoting import quoted
from .sketch import Group, Span, Value, sketched

TYPE = PREFIXES["rdf"] + "type"
NAMES = (
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dct"] + "title",
    PREFIXES["foaf"] + "name",
)
EVIDENCE = ONTOLOGY + "evidence"


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that a page shows of a thing."""

    iri: str
    name: str
    others: tuple[Value, ...]
    """Its names in other languages, and other names."""
    kinds: tuple[Value, ...]
    """Its classes as a source states them."""
    more_kinds: tuple[Value, ...]
    groups: tuple[Group, ...]
    evidence: tuple[Span, ...]
    mentions: tuple[Group, ...]


async def portrait(
    asker: Asker,
    addresses: Addresses,
    iri: str,
    t: Texts,
    originals: Originals | None,
    *,
    mentions: bool,
    is_graph: bool = False,
) -> Portrait | None:
    """What there is to show of a thing; None where nothing is said of it or with it, and it is no graph.

    Where a story tells what a thing has to do with others, its mentions need not be looked for.
    """
    asked = ("said", "kinds", "evidence", *(("mentions",) if mentions else ()))
    said, classes, spans, *others = await asyncio.gather(*(asker.rows(about(name, iri)) for name in asked))
    mentioned = others[0] if others else []
    if not said and not classes and not mentioned and not is_graph:
        return None
    sketch = await sketched(asker, addresses, t, (*said, *classes, *mentioned, *spans), {iri})
    values = sketch.grouped((*classes, *said), "value")
    kinds = values.pop(TYPE, ())
    called = [value for name in NAMES for value in values.pop(name, ())]
    values.pop(EVIDENCE, None)
    title = sketch.names.get(iri) or sketch.of_ours(iri)
    return Portrait(
        iri=iri,
        name=title,
        others=tuple(dict.fromkeys(value for value in called if value.text != title and not value.inferred)),
        kinds=tuple(value for value in kinds if not value.inferred),
        more_kinds=tuple(value for value in kinds if value.inferred),
        groups=sketch.groups(values, _counted(said)),
        evidence=await quoted(originals, spans, [sketch.span(row) for row in spans]),
        mentions=sketch.groups(sketch.grouped(mentioned, "other"), _counted(mentioned)),
    )


def _counted(rows: Iterable[Row]) -> dict[str, int]:
    """How many values a property has, whether they are shown or not."""
    return {row["property"]["value"]: int(row["all"]["value"]) for row in rows}
