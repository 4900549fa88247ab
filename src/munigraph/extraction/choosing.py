"""Which profile a document is read by: the one whose anchors fit best, else that of its language."""

from __future__ import annotations

from .profile import Profile, load, profile_names
from .text import Source, View

_ENOUGH = 3
"""Anchors of less weight than this are no template."""
_LOOKED_AT = 20_000
"""Characters of a document that anchors are looked for in: templates show at the beginning."""


def choose(view: View, source: Source) -> Profile:
    """The profile for a document."""
    text = view.text[:_LOOKED_AT]
    profiles = [load(name) for name in profile_names()]
    best = max(profiles, key=lambda profile: _fit(profile, text, source.name))
    if _fit(best, text, source.name) >= _ENOUGH:
        return best
    return load(source.language or "sv")


def _fit(profile: Profile, text: str, name: str) -> int:
    places = {"text": text, "path": name}
    return sum(anchor.weight for anchor in profile.anchors if anchor.pattern.search(places[anchor.where]))
