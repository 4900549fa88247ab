"""The releases at hand: the one that is served, those it came after, and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from munigraph.errors import MunigraphError
from munigraph.release import Manifest, Release, Releases

MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Change:
    """How many statements of a graph went and came."""

    graph: str
    gone: int
    come: int


@dataclass(frozen=True, slots=True)
class Past:
    """A release at hand."""

    manifest: Manifest
    served: bool

    @property
    def gone(self) -> int:
        return sum(change.gone for change in changes(self.manifest))

    @property
    def come(self) -> int:
        return sum(change.come for change in changes(self.manifest))


def changes(manifest: Manifest) -> list[Change]:
    """What a release changed, graph by graph, the most first."""
    found = (Change(graph, gone, come) for graph, (gone, come) in manifest.changes.items())
    return sorted(found, key=lambda each: (-each.gone - each.come, each.graph))


def home_of(release: Release) -> Releases:
    """All releases beside this one."""
    return Releases(release.path.parent.parent)


def find(release: Release, release_id: str) -> Release | None:
    """The release of exactly this id, if it is at hand; the id never becomes a path."""
    if release_id == release.id:
        return release
    releases = home_of(release)
    try:
        return releases.get(release_id) if release_id in releases.ids() else None
    except MunigraphError:  # it is being removed
        return None


def history(release: Release) -> tuple[Sequence[Past], int]:
    """The release served and those it came after, latest first, then others; and how many are left out."""
    ids = set(home_of(release).ids())
    found: dict[str, Past] = {}
    current: Release | None = release
    while current is not None and current.id not in found and len(found) < MOST_SHOWN:
        found[current.id] = Past(current.manifest, current.id == release.id)
        before = current.manifest.previous
        current = find(release, before) if before in ids else None
    for other in sorted(ids - set(found), reverse=True):
        known = find(release, other) if len(found) < MOST_SHOWN else None
        if known is not None:
            found[other] = Past(known.manifest, served=False)
    return tuple(found.values()), len(ids - set(found))
