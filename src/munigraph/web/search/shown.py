"""What was found, with everything by name and with its place on this site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from munigraph.engine import Served
from munigraph.search import Finder, Hit, Kind, called
from munigraph.search.naming import naming

from ..texts import Texts
from ..things.addresses import Addresses
from .wanted import short


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a name, and whether it was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A thing that was found."""

    hit: Hit
    kinds: tuple[str, ...]
    """What its kinds are called."""
    path: str
    """Of its page on this site; empty for what is described elsewhere."""
    pieces: tuple[Piece, ...]
    """The name by which it was found."""

    @property
    def renamed(self) -> bool:
        """Whether it was found by another name than it is called by here."""
        return self.hit.matched.text != self.hit.name.text

    @property
    def link(self) -> str:
        """Where to go if there is no page: to a harmless address elsewhere."""
        return self.hit.iri if self.hit.iri.startswith(("http://", "https://")) else ""


class Shown:
    """Names kinds and finds pages, for one state of the data in one language."""

    def __init__(self, finder: Finder, served: Served, t: Texts) -> None:
        self._served = served
        self._t = t
        self._kinds = {kind.iri: kind for kind in finder.kinds}
        self._addresses = Addresses(served.release.manifest.base if served.release else "")

    def result(self, hit: Hit) -> Result:
        path = page_of(hit.iri, self._addresses)
        return Result(hit, tuple(map(self.kind, hit.kinds)), path, tuple(_pieces(hit)))

    def kind(self, iri: str) -> str:
        """What a class is called."""
        name = short(iri, self._served)
        known = self._kinds.get(iri, Kind(iri, (), 0))
        return (
            called(known.names, self._t.language).text
            if known.names
            else self._t.get(f"search.kinds.{name}", name)
        )

    def counts(self, kinds: Mapping[str, int]) -> list[tuple[str, str, int]]:
        """Short name, name and number of each kind, those that are looked for most first."""
        ordered = sorted(kinds, key=lambda iri: (-naming().weight(iri), self.kind(iri).casefold(), iri))
        return [(short(iri, self._served), self.kind(iri), kinds[iri]) for iri in ordered]


def page_of(iri: str, addresses: Addresses) -> str:
    """The path of the page about a thing; empty for what is described elsewhere."""
    path = addresses.path(iri)
    return f"/page{path}" if path else ""


def _pieces(hit: Hit) -> Iterator[Piece]:
    text, done = hit.matched.text, 0
    for start, end in hit.marks:
        if done < start:
            yield Piece(text[done:start], False)
        yield Piece(text[start:end], True)
        done = end
    if done < len(text):
        yield Piece(text[done:], False)
