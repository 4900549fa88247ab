"""The page of a source document: what it says, in the order of its text."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..asking import Row, about
from ..passages import Passage, passages
from ..places import PART, anchor, part_of, whole
from ..quoting import tag
from ..sketch import Sketch, Value
from .near import Near, near
from .setting import CaseNumber, identifiers
from .telling import Teller

MOST_NOTES = 1000
"""Places on one page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that rests on some words."""

    it: Value
    kind: str
    is_wording: bool
    """Whether the words are its text, and not only what shows it."""


@dataclass(frozen=True, slots=True)
class Note:
    """Words by their place, with all that rests on them."""

    number: int
    """Among the places of the whole document; the first is 1."""
    start: int
    end: int
    facts: tuple[Fact, ...]

    @property
    def anchor(self) -> str:
        return anchor(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Words:
    """Words on which the same statements rest, ready to be marked."""

    text: str
    places: str
    """The places of their spans in the passage, as classes, and how many they are."""
    note: int
    """The number of the innermost; 0 for words that nothing rests on."""
    opened: tuple[tuple[str, int], ...]
    """Anchors of the spans that begin with them, each with its place in the passage."""
    closed: tuple[int, ...]
    """Numbers of the spans that end with them."""


@dataclass(frozen=True, slots=True)
class Read:
    """A passage with its words and its notes."""

    start: int
    end: int
    words: tuple[Words, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found about something in the document."""

    it: Value
    message: Value | None
    severity: Value | None


@dataclass(frozen=True, slots=True)
class Record:
    """How what is said of the document was written down, and what the checks remarked."""

    curation: tuple[Value, ...]
    made_by: tuple[Value, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of the document: the text as far as it is at hand, and what rests on it."""

    passages: tuple[Read, ...]
    has_text: bool
    tag: str
    """The language of the text, as HTML names it."""
    part: int
    parts: int
    places: int
    """How many places of the document something rests on."""
    cut: bool

    @property
    def offered(self) -> list[int]:
        """The parts to go to: the first, the last and those near this one."""
        near_by = range(max(1, self.part - 3), min(self.parts, self.part + 3) + 1)
        return sorted({1, self.parts, *near_by})


@dataclass(frozen=True, slots=True)
class DocumentStory:
    """What a document is, how its record was made, and what it says."""

    kinds: tuple[Value, ...]
    publishers: tuple[Value, ...]
    languages: tuple[Value, ...]
    issued: Value | None
    earliest: Value | None
    latest: Value | None
    note: Value | None
    cases: tuple[Value, ...]
    identifiers: tuple[CaseNumber, ...]
    addresses: tuple[Value, ...]
    annexes: tuple[Value, ...]
    sha256: str
    characters: int | None
    quality: Value | None
    record: Record
    reading: Reading
    cut: bool
    tells_evidence: bool = True


async def tell_document(teller: Teller) -> DocumentStory:
    """What the page of a document tells."""
    query = about("places", teller.iri, package=__package__, inferred=teller.addresses.graph("inferred"))
    found, places = await asyncio.gather(
        near(teller, "document"), teller.asker.kept(f"places {teller.iri}", query)
    )
    this, shown = teller.iri, found.things("identifier")
    return DocumentStory(
        kinds=found.values(this, "documentKind"),
        publishers=found.values(this, "dct:publisher"),
        languages=tuple(_language(teller, value) for value in found.values(this, "dct:language")),
        issued=found.value(this, "dct:issued"),
        earliest=found.value(this, "notBefore"),
        latest=found.value(this, "notAfter"),
        note=found.words(this, "basisNote"),
        cases=found.values(this, "inCase"),
        identifiers=identifiers(found) if shown else (),
        addresses=found.values(
            this, "foaf:homepage", "foaf:page", "dcat:landingPage", "dcat:downloadURL", "dct:source"
        ),
        annexes=tuple(found.named(thing) for thing in found.things("annex")),
        sha256=found.text(this, "sha256"),
        characters=found.number(this, "characters"),
        quality=found.value(this, "textQuality"),
        record=_record(found),
        reading=await _reading(teller, found, places),
        cut=found.cut,
    )


def _record(found: Near) -> Record:
    remarks = (
        Remark(
            it=found.value(thing, "sh:focusNode") or found.named(thing),
            message=found.words(thing, "sh:resultMessage"),
            severity=found.value(thing, "sh:resultSeverity"),
        )
        for thing in found.things("remark")
    )
    return Record(
        curation=_each(found, "record", "curation"),
        made_by=_each(found, "activity", "prov:wasAssociatedWith"),
        remarks=tuple(sorted(remarks, key=lambda each: each.it.text)),
    )


def _each(found: Near, role: str, name: str) -> tuple[Value, ...]:
    """The values of a property of all things in a role, each once."""
    values = (value for thing in found.things(role) for value in found.values(thing, name))
    return tuple({value.iri: value for value in values}.values())


def _language(teller: Teller, value: Value) -> Value:
    """A language by its name in that of the page, where it is known."""
    name = teller.t.language_name(tag(value.iri))
    return replace(value, text=name) if name else value


async def _reading(teller: Teller, found: Near, places: Sequence[Row]) -> Reading:
    """The part that is asked for, or the last where there are not so many."""
    sha256, characters = found.text(teller.iri, "sha256"), found.number(teller.iri, "characters") or 0
    text = await teller.originals.text(sha256, characters) if teller.originals else None
    by_place = _by_place(places)
    order = sorted(by_place, key=lambda place: (place[0], -place[1]))
    parts = part_of(max(characters - 1, order[-1][0] if order else 0, 0))
    part = min(teller.part, parts)
    window = ((part - 1) * PART, part * PART)
    here = [(n, place) for n, place in enumerate(order, 1) if window[0] <= place[0] < window[1]]
    shown = here[:MOST_NOTES]
    sketch = await teller.sketch([row for _, place in shown for row in by_place[place]])
    language = next(iter(found.iris(teller.iri, "dct:language")), "")
    notes = [Note(n, *place, _facts(sketch, by_place[place])) for n, place in shown]
    cut_up = passages([place for _, place in shown], text, window)
    return Reading(
        passages=tuple(_read(passage, notes) for passage in cut_up),
        has_text=text is not None,
        tag=tag(language),
        part=part,
        parts=parts,
        places=len(order),
        cut=len(here) > MOST_NOTES,
    )


def _read(passage: Passage, notes: Sequence[Note]) -> Read:
    """A passage as it is shown."""
    place = {span: number for number, span in enumerate(passage.spans)}
    words = (
        Words(
            text=piece.text,
            places=" ".join([*(f"m{place[span]}" for span in piece.spans), f"d{min(len(piece.spans), 3)}"]),
            note=notes[piece.spans[-1]].number if piece.spans else 0,
            opened=tuple((notes[span].anchor, place[span]) for span in piece.opened),
            closed=tuple(notes[span].number for span in piece.closed),
        )
        for piece in passage.pieces
    )
    return Read(passage.start, passage.end, tuple(words), tuple(notes[span] for span in passage.spans))


def _by_place(rows: Iterable[Row]) -> dict[tuple[int, int], list[Row]]:
    found: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        start, end = whole(row["start"]["value"]), whole(row["end"]["value"])
        if start is not None and end is not None:
            found.setdefault((start, end), []).append(row)
    return found


def _facts(sketch: Sketch, rows: Iterable[Row]) -> tuple[Fact, ...]:
    found = {}
    for row in rows:
        fact = sketch.value(row["fact"], ("",))
        kind = sketch.named(row["kind"]["value"]) if "kind" in row else ""
        found[fact.iri] = Fact(fact, kind, row["wording"]["value"] == "true")
    return tuple(sorted(found.values(), key=lambda each: (each.kind, each.it.text)))
