"""Every way in which a query may be read as SPARQL tokens, to find calls to other servers.

Reading tokens the usual way is not enough: pyoxigraph's grammar backtracks, so that
`1<2)SERVICE?s#>` may be read as an IRI or not, and `trueSERVICE<…>` and
`ex:SERVICE<…>` are calls. All readings are followed at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from .errors import QuerySyntaxError

SKIP = r"(?:[ \t\r\n]|\#[^\r\n]*+[\r\n])*+"
_NAME = r"(?:[^\s<>{}\#\\]|\\.)"
_CALL = re.compile(
    rf"SERVICE{SKIP}(?:SILENT{SKIP})?(?:<[^<>]*+>{SKIP}\{{|{_NAME}{{500}}|{_NAME}{{1,499}}+{SKIP}\{{)",
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


class Reading:
    """Every way in which a text falls into tokens, walked turn by turn; no place is walked twice.

    `passed` has the beginnings and ends of what was read as one token on the way.
    """

    def __init__(self, text: str, start: int = 0) -> None:
        self.passed: list[tuple[int, int]] = []
        self._text = text
        self._start = start
        self._turns = [match.start() for match in _TURN.finditer(text)]
        self._patience = _PATIENCE

    def calls(self) -> Iterator[int]:
        """Where SERVICE clauses begin, in any reading.

        A group that follows `ex:service ?x` without a dot between them counts as one.

        Raises QuerySyntaxError for a text that is nothing but the beginnings of strings.
        """
        seen: set[int] = set()
        pending = [self._start]
        while pending:
            index = bisect_left(self._turns, pending.pop())
            if index == len(self._turns) or index in seen:
                continue
            seen.add(index)
            place = self._turns[index]
            if _CALL.match(self._text, place):
                yield place
            ends = list(self._after(place))
            self.passed += [(place, end) for end in ends if end > place + 1]
            pending += ends

    def _after(self, start: int) -> Iterator[int]:
        """Where reading may go on after what begins at `start`."""
        first = self._text[start]
        if first in "\"'":
            yield from self._after_string(start)
        elif first in _SINGLE:
            found = _SINGLE[first].match(self._text, start)
            yield found.end() if found else start + 1
        else:
            yield start + 1
            if found := _IRI.match(self._text, start):
                yield found.end()

    def _after_string(self, start: int) -> Iterator[int]:
        """After the string; a quotation mark that begins none ends this reading.

        A long string is read as a short one only where pyoxigraph may find a false escape in it.
        """
        for opening, pattern in _STRINGS.items():
            if not self._text.startswith(opening, start):
                continue
            if found := pattern.match(self._text, start):
                yield found.end()
                if "\\" not in found[0]:
                    return
            else:
                self._lose(start, "\n" if len(opening) == 1 else opening)

    def _lose(self, start: int, end: str) -> None:
        reached = self._text.find(end, start + 3)
        self._patience -= (reached if reached >= 0 else len(self._text)) - start
        if self._patience < 0:
            raise QuerySyntaxError(
                "this text has too many strings without an end", hint="close every quotation mark"
            )
