"""Who describes what: each thing is described once, by the first document that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Ledger:
    """The things that are described already: in files that are not drafted, or in drafts before.

    `reserved` are things that a human has spoken on in a record, by its slug: that one
    goes on describing them.
    """

    def __init__(self, elsewhere: Iterable[str] = (), reserved: Mapping[str, str] | None = None) -> None:
        self._described = set(elsewhere)
        self._reserved = reserved or {}

    def claim(self, thing: str, slug: str) -> bool:
        """Whether a thing is still to be described, by the record of that slug, which then does so."""
        if thing in self._described or self._reserved.get(thing, slug) != slug:
            return False
        self._described.add(thing)
        return True
