"""What a page shows of a thing: its names and kinds, what is said of it and where, where it is spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from munigraph.names import ONTOLOGY, PREFIXES

from .addresses import Addresses
from .asking import Asker, about
from .sketch import Group, Span, Value, sketched

TYPE = PREFIXES["rdf"] + "type"
NAMES = (
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dct"] + "title",
    PREFIXES["foaf"] + "name",
)
EVIDENCE = ONTOLOGY + "evidence"
MOST_SAID = 5000
MOST_MENTIONS = 1000


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


async def portrait(asker: Asker, addresses: Addresses, iri: str, language: str) -> Portrait | None:
    """What there is to show of a thing; None where nothing is said of it or with it."""
    said = await asker.rows(about("said", iri))
    mentioned = await asker.rows(about("mentions", iri))
    if not said and not mentioned:
        return None
    spans = await asker.rows(about("evidence", iri))
    sketch = await sketched(asker, addresses, language, (*said, *mentioned, *spans), {iri})
    values = sketch.grouped(said[:MOST_SAID], "value")
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
        groups=sketch.groups(values),
        evidence=tuple(sketch.span(row) for row in spans),
        mentions=sketch.groups(sketch.grouped(mentioned[:MOST_MENTIONS], "other")),
        cut=len(said) > MOST_SAID or len(mentioned) > MOST_MENTIONS,
    )
