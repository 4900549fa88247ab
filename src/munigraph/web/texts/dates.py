"""Dates with the precision that a document has."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:Z|[+-]\d\d:\d\d)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, as its first and its last day."""

    first: date
    last: date
    precision: Literal["day", "month", "year"]

    @classmethod
    def read(cls, text: str) -> PartialDate | None:
        """Read an `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`, or None."""
        found = _FORM.fullmatch(text)
        if not found:
            return None
        year, month, day = (int(part) if part else 0 for part in found.groups())
        try:
            if day:
                return cls(date(year, month, day), date(year, month, day), "day")
            if month:
                last = calendar.monthrange(year, month)[1]
                return cls(date(year, month, 1), date(year, month, last), "month")
            return cls(date(year, 1, 1), date(year, 12, 31), "year")
        except ValueError:
            return None
