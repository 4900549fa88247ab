"""From a layout to markup: the templates of the drawings, with escaping on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from munigraph.errors import MunigraphError

from .links import harmless
from .text import clean, isolated

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LONGEST_TITLE = 300


class DrawingError(MunigraphError):
    """A drawing was asked for in a way that cannot be drawn: a fault of the page, not of its data."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page shows: the picture, and a table of the same for those who would rather read."""

    picture: Markup
    table: Markup
    note: str = ""
    """What neither shows, in words."""

    def __html__(self) -> Markup:
        return self.picture


@dataclass(frozen=True, slots=True)
class Frame:
    """A width to draw for, in units that are pixels where nothing is scaled, with its sizes of type."""

    name: str
    width: float
    size: float
    small: float

    @property
    def line(self) -> float:
        """The height of a line of type."""
        return round(self.size * 1.4, 1)


WIDE = Frame("wide", 720, 15, 13)
NARROW = Frame("narrow", 344, 15, 13)
FRAMES = (WIDE, NARROW)
"""Style sheets show the one that fits the room on the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a table."""

    text: str
    link: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a drawing shows, in words and numbers; the first field of a row names it."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def render(template: str, ident: str, **values: object) -> Markup:
    """Fill in a template; ids in it begin with the one given.

    Raises DrawingError when that cannot be the beginning of an id.
    """
    if not _ID.fullmatch(ident):
        raise DrawingError(
            f"{ident!r} is no id for a drawing: it needs a letter, then letters, digits, - or _"
        )
    return Markup(_environment().get_template(template).render(id=ident, **values))  # noqa: S704


def tabulate(table: Table, ident: str) -> Markup:
    return render("table.html", ident, table=table)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(n=number, link=harmless, clean=clean, full=_full)
    return environment


def number(value: float) -> str:
    """A coordinate in as few characters as the eye needs."""
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _full(text: str) -> str:
    """A text for a tooltip: all of it, but for the absurd."""
    text = clean(text)
    return isolated(text if len(text) <= _LONGEST_TITLE else text[:_LONGEST_TITLE].rstrip() + "…")
