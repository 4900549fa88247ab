"""The pages of SKOS schemes and their concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from munigraph.names import PREFIXES

from ..asking import Row, about, rank_of
from ..sketch import Sketch, Value
from .telling import Teller

_SKOS = PREFIXES["skos"]
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(frozen=True, slots=True)
class Match:
    """A concept elsewhere, and how near it is: the local name of the SKOS property."""

    relation: str
    value: Value


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept as its scheme shows it."""

    value: Value
    level: int
    """How many concepts stand above it."""
    notation: str
    definition: str
    uses: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class SchemeStory:
    """A scheme with all its concepts, each after the one above it."""

    definition: str
    concepts: tuple[Concept, ...]
    properties: tuple[Value, ...]
    """What takes its values from here."""

    @property
    def has_matches(self) -> bool:
        return any(concept.matches for concept in self.concepts)

    @property
    def has_notations(self) -> bool:
        return any(concept.notation for concept in self.concepts)


@dataclass(frozen=True, slots=True)
class ConceptStory:
    """A concept, and what stands around it."""

    definition: str
    notations: tuple[str, ...]
    uses: int
    schemes: tuple[Value, ...]
    broader: tuple[Value, ...]
    narrower: tuple[Value, ...]
    related: tuple[Value, ...]
    matches: tuple[Match, ...]


async def tell_scheme(teller: Teller) -> SchemeStory:
    """All of a scheme, whatever its size up to a few thousand concepts."""
    rows = await teller.rows("scheme-concepts")
    texts = _best(await teller.rows("scheme-texts"), teller.t.language)
    matched = await teller.rows("scheme-matches")
    properties = await _properties(teller)
    sketch = await teller.sketch(rows, matched, properties)
    by_concept: dict[str, list[Match]] = {}
    for row in matched:
        by_concept.setdefault(row["concept"]["value"], []).append(_match(row, sketch, "match"))
    first = {row["concept"]["value"]: row for row in reversed(rows)}
    concepts = (
        Concept(
            sketch.value(first[iri]["concept"]),
            level,
            first[iri].get("notation", {}).get("value", ""),
            texts.get(iri, ""),
            int(first[iri].get("uses", {}).get("value", "0")),
            tuple(by_concept.get(iri, ())),
        )
        for iri, level in _in_order(sorted(rows, key=lambda row: _place(row, teller, sketch)))
    )
    values = tuple(sketch.value(row["property"]) for row in properties)
    return SchemeStory(texts.get(teller.iri, ""), tuple(concepts), values)


async def tell_concept(teller: Teller) -> ConceptStory:
    """What SKOS says of a concept."""
    rows = await teller.rows("concept")
    sketch = await teller.sketch(rows)
    definitions = [{**row, "concept": {"value": teller.iri}} for row in rows if "definition" in row]

    def others(*names: str) -> tuple[Value, ...]:
        wanted = {_SKOS + name for name in names}
        found = [row["other"] for row in rows if "other" in row and row["relation"]["value"] in wanted]
        return tuple(sketch.value(term) for term in found)

    return ConceptStory(
        _best(definitions, teller.t.language).get(teller.iri, ""),
        tuple(row["notation"]["value"] for row in rows if "notation" in row),
        next((int(row["uses"]["value"]) for row in rows if "uses" in row), 0),
        others("inScheme"),
        others("broader"),
        others("narrower"),
        others("related"),
        tuple(
            _match(row, sketch, "other")
            for row in rows
            if "other" in row and row["relation"]["value"].removeprefix(_SKOS) in MATCHES
        ),
    )


async def _properties(teller: Teller) -> list[Row]:
    """The properties of which a value is from the scheme: one is looked at of each that has any."""
    found = []
    for row in await teller.rows("valued"):
        prop = row["property"]["value"]
        some = await teller.asker.rows(about("value-scheme", prop, package=__package__))
        if any(each["scheme"]["value"] == teller.iri for each in some):
            found.append(row)
    return found


def _place(row: Row, teller: Teller, sketch: Sketch) -> tuple[str, str]:
    """Concepts with a notation stand by it, others by their names."""
    notation = row.get("notation", {}).get("value", "")
    return notation, teller.t.order(sketch.named(row["concept"]["value"]))


def _match(row: Row, sketch: Sketch, variable: str) -> Match:
    return Match(row["relation"]["value"].removeprefix(_SKOS), sketch.value(row[variable]))


def _best(rows: Iterable[Row], language: str) -> dict[str, str]:
    """A definition of each thing, in the language or else in another."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        rank = rank_of(row["definition"].get("xml:lang", ""), language)
        here = (rank, row["definition"]["value"])
        found[row["concept"]["value"]] = min(here, found.get(row["concept"]["value"], here))
    return {iri: text for iri, (_, text) in found.items()}


def _in_order(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Concepts as a tree, each once: what has nothing above it first, or nothing that was not met before."""
    below: dict[str, list[str]] = {}
    names = list(dict.fromkeys(row["concept"]["value"] for row in rows))
    lower = set()
    for row in rows:
        if "broader" in row and row["broader"]["value"] != row["concept"]["value"]:
            below.setdefault(row["broader"]["value"], []).append(row["concept"]["value"])
            lower.add(row["concept"]["value"])
    found: dict[str, int] = {}
    for name in [*(name for name in names if name not in lower), *names]:
        pending = [(name, 0)]
        while pending:
            current, level = pending.pop()
            if current not in found:
                found[current] = level
                pending += [(each, level + 1) for each in reversed(below.get(current, []))]
    return list(found.items())
