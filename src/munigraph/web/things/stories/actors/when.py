"""When something was, as precisely as the documents say."""

from __future__ import annotations

from dataclasses import dataclass

from ....texts import Texts
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
    def bounded(self) -> bool:
        """Whether anything is known but that it was stated."""
        return bool(self.since or self.until or self.not_before or self.not_after)

    @property
    def first(self) -> str:
        """The earliest that is known of it, to be sorted by."""
        return min(filter(None, (self.since, self.stated, self.not_before)), default=self.until)

    @property
    def year(self) -> int | None:
        """The year in which it began or is first known to have been."""
        date = PartialDate.read(self.since or self.not_after or self.stated or self.not_before)
        return date.first.year if date else None

    @property
    def start(self) -> PartialDate | None:
        """When it began, or between which days."""
        begun = PartialDate.read(self.since)
        earliest, latest = PartialDate.read(self.not_before), PartialDate.read(self.not_after)
        if begun or not (earliest and latest) or latest.last < earliest.first:
            return begun
        return PartialDate(earliest.first, latest.last, "day")

    def words(self, t: Texts) -> str:
        """In the words of a language; empty where nothing is known."""
        dates = {name: t.date(getattr(self, name)) for name in ("since", "until", "stated")}
        first, last = t.date(self.not_before), t.date(self.not_after)
        if self.since and self.until:
            return t("actors.when.period", since=dates["since"], until=dates["until"])
        if first and last and not self.since:
            return t("actors.when.between", first=first, last=last)
        known = {**dates, "not_before": first, "not_after": last}
        for name in ("since", "until", "not_before", "not_after", "stated"):
            if known[name]:
                return t(f"actors.when.{name}", date=known[name])
        return ""
