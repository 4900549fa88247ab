"""What differs between two releases, from their canonical N-Quads dumps."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from munigraph.errors import MissingError

from .releases import Release

QUADS_FILE = "munigraph.nq.gz"


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines of N-Quads that went and that came, each sorted."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


def quad_lines(release: Release) -> list[str]:
    """The canonical N-Quads lines of a release.

    Raises MissingError when the dump cannot be read.
    """
    try:
        with gzip.open(release.path / "dumps" / QUADS_FILE, "rt", encoding="utf-8", newline="\n") as file:
            return file.read().splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise MissingError(
            f"release {release.id} has no readable {QUADS_FILE}: {error}",
            hint="`munigraph release verify` tells what else is damaged; building again restores it",
        ) from error


def changes(old: Release, new_lines: Iterable[str]) -> Changes:
    """What has to be taken from, and added to, a release to get other quads."""
    before, after = set(quad_lines(old)), set(new_lines)
    return Changes(tuple(sorted(before - after)), tuple(sorted(after - before)))


def patch_lines(found: Changes, old_id: str, new_id: str) -> Iterator[str]:
    """The changes as an RDF Patch (Apache Jena's format): one transaction of D and A rows."""
    yield f'H id "{new_id}" .'
    yield f'H prev "{old_id}" .'
    yield "TX ."
    yield from (f"D {line}" for line in found.removed)
    yield from (f"A {line}" for line in found.added)
    yield "TC ."
