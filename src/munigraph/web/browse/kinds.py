"""The kinds of things that are listed, by the names they have in addresses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from munigraph.names import PREFIXES


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of things with a list of its own."""

    name: str
    group: str
    iri: str
    columns: tuple[str, ...]
    """Properties whose values stand beside the names."""
    dated: bool
    """Whether there is a query that tells the dates of these things (`queries/latest-{name}.rq`)."""


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, as `kinds.toml` has them."""
    text = (resources.files(__package__) / "kinds.toml").read_text(encoding="utf-8")
    return {
        name: Kind(
            name,
            group,
            _whole(entry["class"]),
            tuple(map(_whole, entry["columns"])),
            entry.get("dated", False),
        )
        for group, entries in tomllib.loads(text).items()
        for name, entry in entries.items()
    }


def groups() -> dict[str, list[Kind]]:
    """The kinds of each group, both in the order of `kinds.toml`."""
    found: dict[str, list[Kind]] = {}
    for kind in kinds().values():
        found.setdefault(kind.group, []).append(kind)
    return found


def _whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
