"""Who describes what: each thing is described once, by the first document that shows it."""

from __future__ import annotations

from collections.abc import Iterable


class Ledger:
    """The things that are described already, in files that are not drafted or in drafts before."""

    def __init__(self, elsewhere: Iterable[str] = ()) -> None:
        self._described = set(elsewhere)

    def claim(self, thing: str) -> bool:
        """Whether a thing is still to be described; whoever asks describes it."""
        if thing in self._described:
            return False
        self._described.add(thing)
        return True

    def has(self, thing: str) -> bool:
        """Whether somebody describes a thing."""
        return thing in self._described
