"""What an editor can complete: the classes and properties in use, by the VoID of the data themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..texts import LANGUAGES
from ..things.asking import Asker, Row, about


@dataclass(slots=True)
class _Term:
    iri: str
    uses: int
    names: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"iri": self.iri, "uses": self.uses, "names": dict(sorted(self.names.items()))}


async def terms(asker: Asker) -> dict[str, list[dict[str, Any]]]:
    """Classes and properties, those most in use first, with their names by language.

    There are none where the data have no VoID.
    """
    rows = await asker.rows(about("terms", package=__package__))
    return {
        "classes": _listed(rows, "class"),
        "properties": _listed(rows, "property"),
    }


def _listed(rows: Iterable[Row], kind: str) -> list[dict[str, Any]]:
    found: dict[str, _Term] = {}
    for row in rows:
        if kind in row:
            iri, uses = row[kind]["value"], int(row["uses"]["value"])
            term = found.setdefault(iri, _Term(iri, uses))
            term.uses = max(term.uses, uses)
            _add(term.names, row)
    ordered = sorted(found.values(), key=lambda term: (-term.uses, term.iri))
    return [term.as_json() for term in ordered]


def _add(names: dict[str, str], row: Row) -> None:
    """Note a name; of two in one language the first by the alphabet, so that it is always the same."""
    name = row.get("name")
    language = name.get("xml:lang", "") if name else ""
    if name and language in (*LANGUAGES, ""):
        names[language] = min(name["value"], names.get(language, name["value"]))
