"""The questions of the benchmark: a file each, and the things that some of them ask about."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .asking import GRAPH, TABLE

PLACE = "%THING%"
MOST_THINGS = 2000
_FIELD = re.compile(r"^#\s*(\w+):\s*(.*)$")
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*(PREFIX\s+\S*\s*<[^>]*>|BASE\s+<[^>]*>)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """One query, or as many as there are things to ask it about."""

    name: str
    kind: str
    title: str
    texts: tuple[str, ...]

    @property
    def small(self) -> bool:
        """Whether it asks about one thing."""
        return len(self.texts) > 1

    @property
    def accept(self) -> str:
        return TABLE if form(self.texts[0]) in ("SELECT", "ASK") else GRAPH


def read(folder: Path, store: ox.Store, seed: int) -> tuple[Question, ...]:
    """All questions of a folder; what they ask about is found in the store.

    Raises ValueError when a question asks about things that nothing names or that do not occur.
    """
    sources = _sources(folder)
    found = tuple(_question(path, folder, sources, store, seed) for path in sorted(folder.glob("*.rq")))
    if not any(question.small for question in found):
        raise ValueError(f"no question in {folder} asks about things, which load and siege need")
    return found


def form(text: str) -> str:
    """The form of a query, in capitals."""
    rest = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    while found := _PROLOGUE.match(rest):
        rest = rest[found.end() :]
    word = _FORM.search(rest)
    return word.group(1).upper() if word else "SELECT"


def _sources(folder: Path) -> dict[str, str]:
    """For each question that has a place for a thing, the query that finds the things."""
    path = folder / "things.toml"
    if not path.exists():
        return {}
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    flat: dict[str, str] = {}
    for key, value in content.items():
        pairs = value.items() if isinstance(value, dict) else [(key, value)]
        flat.update({name.removesuffix(".rq"): str(things).removesuffix(".rq") for name, things in pairs})
    return flat


def _question(path: Path, folder: Path, sources: dict[str, str], store: ox.Store, seed: int) -> Question:
    lines = path.read_text(encoding="utf-8").splitlines()
    fields = {found[1]: found[2].strip() for line in lines if (found := _FIELD.match(line))}
    text = "\n".join(line for line in lines if not line.startswith("#")).strip()
    texts: tuple[str, ...] = (text,)
    if PLACE in text:
        if path.stem not in sources:
            raise ValueError(f"{path}: things.toml does not say what it asks about")
        finder = folder / "things" / f"{sources[path.stem]}.rq"
        texts = tuple(_filled(text, thing) for thing in _things(finder, store, seed))
        if not texts:
            raise ValueError(f"{finder} finds nothing in the data")
    return Question(path.stem, fields.get("kind", ""), fields.get("title", path.stem), texts)


def _things(finder: Path, store: ox.Store, seed: int) -> list[ox.NamedNode | ox.Literal]:
    """A sample of what the finder's first column holds, the same for the same data."""
    rows = store.query(finder.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError(f"{finder} is not a SELECT query")
    found = {row[0] for row in rows}
    terms = sorted((term for term in found if isinstance(term, ox.NamedNode | ox.Literal)), key=str)
    random.Random(seed).shuffle(terms)  # noqa: S311 - a sample, not a secret
    return terms[:MOST_THINGS]


def _filled(text: str, thing: ox.NamedNode | ox.Literal) -> str:
    """The query about one thing, whether its place stands bare, in angle brackets or in quotes."""
    for place in (f"<{PLACE}>", f'"{PLACE}"', PLACE):
        if place in text:
            return text.replace(place, str(thing))
    return text
