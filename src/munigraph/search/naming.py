"""What counts as a name and which kinds of things come first: `naming.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from munigraph.names import PREFIXES

from .entries import Role


@dataclass(frozen=True, slots=True)
class Naming:
    """All IRIs are whole."""

    roles: Mapping[str, Role]
    """The properties whose values are names, and the part each plays."""
    through: tuple[str, ...]
    """The properties that lead to a node with a code of the thing."""
    weights: Mapping[str, int]
    """Of classes; one that weighs nothing is no kind to be shown."""
    otherwise: int
    """The weight of any other class."""

    def weight(self, kind: str) -> int:
        return self.weights.get(kind, self.otherwise)

    def kinds(self, classes: Iterable[str]) -> tuple[str, ...]:
        """The classes that are kinds, the weightiest first."""
        ordered = sorted((-self.weight(kind), kind) for kind in classes)
        return tuple(kind for weight, kind in ordered if weight)


@cache
def naming() -> Naming:
    content = tomllib.loads((resources.files(__package__) / "naming.toml").read_text(encoding="utf-8"))
    return Naming(
        roles={_whole(name): Role(role) for role, names in content["names"].items() for name in names},
        through=tuple(map(_whole, content["codes"]["through"])),
        weights={_whole(name): weight for name, weight in content["kinds"].items()},
        otherwise=content["otherwise"]["kind"],
    )


def _whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
