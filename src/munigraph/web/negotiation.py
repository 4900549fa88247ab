"""Which format a client is given (RFC 9110 §12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from munigraph.engine import Form
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, called

HTML = "text/html"
_RANGE = re.compile(r"(?P<type>[\w!#$%&'*+.^`|~-]+)/(?P<subtype>[\w!#$%&'*+.^`|~-]+)")
_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A format under one of its media types; `html` is a page that shows it.

    An alias is given only to those who ask for it by its full name.
    """

    form: Format
    media_type: str
    alias: bool = False

    @property
    def html(self) -> bool:
        return self.media_type == HTML


@dataclass(frozen=True)
class Choice:
    """The best offer for tables and for graphs: which of them it is, only the engine will know.

    The same few are chosen again and again, so what follows from them is worked out once.
    """

    table: Offer | None
    graph: Offer | None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What to ask of the engine."""
        return tuple(offer.form.name for offer in (self.table, self.graph) if offer)

    @cached_property
    def media_types(self) -> tuple[str, ...]:
        return tuple(offer.media_type for offer in (self.table, self.graph) if offer)

    @cached_property
    def html(self) -> bool:
        """Whether the answer may become a page."""
        return any(offer.html for offer in (self.table, self.graph) if offer)

    def of(self, form: Form) -> Offer:
        """The offer that the engine took.

        Raises LookupError when none was made for this form, which the engine would have refused.
        """
        offer = self.graph if form is Form.GRAPH else self.table
        if offer is None:
            raise LookupError(form)
        return offer


def offers(formats: Iterable[Format], shown: Format) -> tuple[Offer, ...]:
    """All that can be offered: formats in our order of preference, their aliases, and a page for people."""
    known = list(formats)
    return (
        *(Offer(form, form.media_type) for form in known),
        *(Offer(form, alias, alias=True) for form in known for alias in form.media_types[1:]),
        Offer(shown, HTML, alias=True),
    )


TABLES = offers(RESULT_FORMATS, next(iter(RESULT_FORMATS)))
GRAPHS = offers(GRAPH_FORMATS, next(iter(GRAPH_FORMATS)))


@lru_cache(maxsize=256)
def choose(accept: str | None, name: str | None) -> Choice:
    """The best formats by the Accept header or, if one is named, by name, file ending or media type."""
    if name is None:
        return Choice(best(accept, TABLES), best(accept, GRAPHS))
    return Choice(_named(name, TABLES), _named(name, GRAPHS))


def _named(name: str, known: Sequence[Offer]) -> Offer | None:
    wanted = name.strip().lower()
    if wanted in ("html", HTML):
        return known[-1]
    exact = next((offer for offer in known if offer.media_type == wanted), None)
    return exact or next((offer for offer in known if offer.form in called(wanted)), None)


def best(accept: str | None, known: Sequence[Offer]) -> Offer | None:
    """The offer with the highest quality; of equals the one asked for most exactly, then our order."""
    ranges = _ranges(accept) if accept else []
    if not ranges:
        return known[0]
    chosen: Offer | None = None
    highest = (0.0, 0)
    for offer in known:
        rank = _rank(offer, ranges)
        if rank[0] > 0 and rank > highest:
            chosen, highest = offer, rank
    return chosen


def prefers_html(accept: str | None) -> bool:
    """Whether a page comes before any format for programs, as it does for browsers."""
    offer = best(accept, TABLES)
    return offer is not None and offer.html


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    """Type, subtype and quality of each media range; parameters other than `q` say nothing to us."""
    found: list[tuple[str, str, float]] = []
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        match = _RANGE.fullmatch(media)
        if match is None:
            continue
        qualities = [match[1] for match in map(_QUALITY.fullmatch, parameters) if match]
        found.append((match["type"], match["subtype"], float(qualities[0]) if qualities else 1.0))
    return found


def _rank(offer: Offer, ranges: list[tuple[str, str, float]]) -> tuple[float, int]:
    """Quality by the most exact range that covers the offer, and how exact it is."""
    main, _, sub = offer.media_type.partition("/")
    exactness = {(main, sub): 3} if offer.alias else {(main, sub): 3, (main, "*"): 2, ("*", "*"): 1}
    covering = [
        (exactness[kind, subtype], quality)
        for kind, subtype, quality in ranges
        if (kind, subtype) in exactness
    ]
    if not covering:
        return (0.0, 0)
    exact, quality = max(covering)
    return (quality, exact)
