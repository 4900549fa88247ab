"""Which meeting a document is of: whose, and on what day.

The text says it where it can: in page headers, else in its head. Then the file's name,
what the caller knows, and the profile, in this order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import dates
from .profile import Profile
from .segments import head
from .text import View

_HEAD = 2_000
"""Characters of a document in which its meeting is told."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of a meeting."""

    body: str | None = None
    date: str | None = None


def meeting(view: View, name: str, profile: Profile, furniture: Mapping[str, str], known: Meeting) -> Meeting:
    """The meeting of a document; `furniture` is what its page headers say."""
    sources = (furniture, _head(view, profile), _path(name, profile))
    body = next((said["body"] for said in sources if said.get("body")), None)
    date = next((said["date"] for said in sources if said.get("date")), None)
    return Meeting(
        profile.base(body) or profile.base(known.body) or profile.body,
        (dates.first_day(date, profile.language) or date if date else None) or known.date,
    )


def _head(view: View, profile: Profile) -> dict[str, str]:
    said: dict[str, str] = {}
    text = head(view, profile)[:_HEAD]
    for pattern in profile.heads:
        if found := pattern.search(text):
            for group, value in found.groupdict().items():
                if value:
                    said.setdefault(group, value)
    return said


def _path(name: str, profile: Profile) -> dict[str, str]:
    said: dict[str, str] = {}
    for pattern in profile.paths:
        if found := pattern.search(name):
            said |= {group: value for group, value in found.groupdict().items() if value}
    return said
