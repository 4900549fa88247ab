"""What a page shows of a thing: its names and kinds, what is said of it and where, where it is spoken of."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from munigraph.names import ONTOLOGY, PREFIXES

from ..texts import Texts
from .addresses import Addresses
from .asking import Asker, about
from .sketch import Group, Span, Value, sketched
from .statements import Direction, statements

TYPE = PREFIXES["rdf"] + "type"
NAMES = (
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dct"] + "title",
    PREFIXES["foaf"] + "name",
)
EVIDENCE = ONTOLOGY + "evidence"
MOST_SPANS = 200


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
    cut: bool
    """Whether there is more than a page shows."""


async def portrait(asker: Asker, addresses: Addresses, iri: str, t: Texts) -> Portrait | None:
    """What there is to show of a thing; None where nothing is said of it or with it."""
    said, mentioned, spans = await asyncio.gather(
        statements(asker, iri, Direction.SAID),
        statements(asker, iri, Direction.MENTIONS),
        asker.rows(about("evidence", iri)),
    )
    if not said.rows and not mentioned.rows:
        return None
    sketch = await sketched(asker, addresses, t, (*said.rows, *mentioned.rows, *spans), {iri})
    values = sketch.grouped(said.rows, "value")
    kinds = values.pop(TYPE, ())
    called = [value for name in NAMES for value in values.pop(name, ())]
    values.pop(EVIDENCE, None)
    title = sketch.names.get(iri, "")
    return Portrait(
        iri=iri,
        name=title,
        others=tuple(value for value in called if value.text != title and not value.inferred),
        kinds=tuple(value for value in kinds if not value.inferred),
        more_kinds=tuple(value for value in kinds if value.inferred),
        groups=sketch.groups(values, said.counts),
        evidence=tuple(sketch.span(row) for row in spans[:MOST_SPANS]),
        mentions=sketch.groups(sketch.grouped(mentioned.rows, "other"), mentioned.counts),
        cut=said.cut or mentioned.cut or len(spans) > MOST_SPANS,
    )
