"""When something was, as precisely as the documents say."""

from __future__ import annotations

from dataclasses import dataclass

from ....texts.dates import PartialDate
from .told import Line


@dataclass(frozen=True, slots=True)
class When:
    """Dates as they are written; each may be empty, a day, a month or a year."""

    since: str = ""
    until: str = ""
    stated: str = ""
    """When it was said to be so, though it may have been so for long."""
    not_before: str = ""
    not_after: str = ""

    @classmethod
    def of(cls, line: Line) -> When:
        names = ("since", "until", "statedOn", "notBefore", "notAfter")
        return cls(*(line.text(name) for name in names))

    @property
    def known(self) -> bool:
        return any((self.since, self.until, self.stated, self.not_before, self.not_after))

    @property
    def first(self) -> str:
        """The earliest that is known of it, to be sorted by."""
        return min(filter(None, (self.since, self.stated, self.not_before)), default=self.until)

    @property
    def year(self) -> int | None:
        """The year in which it began or is first known to have been."""
        date = PartialDate.read(self.since or self.stated or self.not_after or self.not_before)
        return date.first.year if date else None
