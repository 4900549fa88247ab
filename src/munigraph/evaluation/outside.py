"""Calls to other servers, refused before anything is evaluated.

pyoxigraph evaluates SERVICE with an HTTP client of its own that Python cannot
take away (0.5.13), so a query must be known to have none. Reading tokens the
usual way is not enough: pyoxigraph's grammar backtracks, so that `1<2)SERVICE?s#>`
may be read as an IRI or not, and `trueSERVICE<…>` and `ex:SERVICE<…>` are calls.
We follow every way a text can be read, and refuse it if any of them has a call.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from .errors import QuerySyntaxError, ServiceRefusedError

_SKIP = r"(?:[ \t\r\n]|\#[^\r\n]*+[\r\n])*+"
_NAME = r"(?:[^\s<>{}\#\\]|\\.)"
_CALL = re.compile(
    rf"SERVICE{_SKIP}(?:SILENT{_SKIP})?(?:<[^<>]*+>{_SKIP}\{{|{_NAME}{{500}}|{_NAME}{{1,499}}+{_SKIP}\{{)",
    re.IGNORECASE,
)
"""A name too long to be looked at to its end counts as the name of a service."""

_TURN = re.compile(r"""SERVICE|[<"'#\\?$]""", re.IGNORECASE)
_SINGLE = {
    "#": re.compile(r"#[^\r\n]*+"),
    "?": re.compile(r"\?[0-9A-Za-z_]*+"),
    "$": re.compile(r"\$[0-9A-Za-z_]*+"),
    "\\": re.compile(r"\\.", re.DOTALL),
}
_IRI = re.compile(r'<[^<>"{}|^`\x00-\x20]*+>')
_STRINGS = {
    '"""': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    "'''": re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\\r\n]|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\r\n]|\\.)*+'", re.DOTALL),
}
_PATIENCE = 20_000_000
"""How many characters may be read in vain, looking for the ends of strings that have none."""


def refuse_service(text: str) -> None:
    """Let a query pass only if no reading of it has a SERVICE clause.

    A group that follows `ex:service ?x` without a dot between them is refused too.

    Raises ServiceRefusedError, or QuerySyntaxError for a text that is nothing but the beginnings of strings.
    """
    if "service" in text.lower() and _Reading(text).has_call():
        raise ServiceRefusedError(
            "SERVICE is not available: queries are answered from this service's own data",
            hint="leave the SERVICE clause out, or ask each service by itself and join the answers",
        )


class _Reading:
    """Every way in which a text falls into tokens, walked turn by turn; no place is walked twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.turns = [match.start() for match in _TURN.finditer(text)]
        self.patience = _PATIENCE

    def has_call(self) -> bool:
        seen: set[int] = set()
        pending = [0]
        while pending:
            index = bisect_left(self.turns, pending.pop())
            if index == len(self.turns) or index in seen:
                continue
            seen.add(index)
            if _CALL.match(self.text, self.turns[index]):
                return True
            pending.extend(self._after(self.turns[index]))
        return False

    def _after(self, start: int) -> Iterator[int]:
        """Where reading may go on after what begins at `start`."""
        first = self.text[start]
        if first in "\"'":
            yield from self._after_string(start)
        elif first in _SINGLE:
            found = _SINGLE[first].match(self.text, start)
            yield found.end() if found else start + 1
        else:
            yield start + 1
            if found := _IRI.match(self.text, start):
                yield found.end()

    def _after_string(self, start: int) -> Iterator[int]:
        """After the string; a quotation mark that begins none ends this reading.

        A long string is read as a short one only where pyoxigraph may find a false escape in it.
        """
        for opening, pattern in _STRINGS.items():
            if not self.text.startswith(opening, start):
                continue
            if found := pattern.match(self.text, start):
                yield found.end()
                if "\\" not in found[0]:
                    return
            else:
                self._lose(start, "\n" if len(opening) == 1 else opening)

    def _lose(self, start: int, end: str) -> None:
        reached = self.text.find(end, start + 3)
        self.patience -= (reached if reached >= 0 else len(self.text)) - start
        if self.patience < 0:
            raise QuerySyntaxError(
                "this text has too many strings without an end", hint="close every quotation mark"
            )
