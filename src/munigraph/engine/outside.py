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

from .errors import ServiceRefusedError

_SKIP = r"(?:[ \t\r\n]|\#[^\r\n]*+[\r\n])*+"
_CALL = re.compile(
    rf"SERVICE{_SKIP}(?:SILENT{_SKIP})?(?:<[^<>]*+>|(?:[^\s<>{{}}\#\\]|\\.)++){_SKIP}\{{", re.IGNORECASE
)
_TURN = re.compile(r"""SERVICE|[<"'#\\?$]""", re.IGNORECASE)
_READINGS: dict[str, tuple[re.Pattern[str], ...]] = {
    "<": (re.compile(r'<[^<>"{}|^`\x00-\x20]*+>'),),
    '"': (
        re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
        re.compile(r'"(?:[^"\\\r\n]|\\.)*+"', re.DOTALL),
    ),
    "'": (
        re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL),
        re.compile(r"'(?:[^'\\\r\n]|\\.)*+'", re.DOTALL),
    ),
    "\\": (re.compile(r"\\.", re.DOTALL),),
}
"""What may begin with a character; that character alone is always a reading too."""

_ONLY_READING = {
    "#": re.compile(r"#[^\r\n]*+"),
    "?": re.compile(r"\?[0-9A-Za-z_]*+"),
    "$": re.compile(r"\$[0-9A-Za-z_]*+"),
}


def refuse_service(text: str) -> None:
    """Let a query pass only if no reading of it has a SERVICE clause.

    A group that follows `ex:service ?x` without a dot between them is refused too.

    Raises ServiceRefusedError.
    """
    if _has_call(text):
        raise ServiceRefusedError(
            "SERVICE is not available: queries are answered from this service's own data",
            hint="leave the SERVICE clause out, or ask each service by itself and join the answers",
        )


def _has_call(text: str) -> bool:
    if "service" not in text.lower():
        return False
    turns = [match.start() for match in _TURN.finditer(text)]
    seen: set[int] = set()
    pending = [0]
    while pending:
        index = bisect_left(turns, pending.pop())
        if index == len(turns) or index in seen:
            continue
        seen.add(index)
        if _CALL.match(text, turns[index]):
            return True
        pending.extend(_after(text, turns[index]))
    return False


def _after(text: str, start: int) -> Iterator[int]:
    """Where reading may go on after the token, or tokens, that may begin at `start`."""
    only = _ONLY_READING.get(text[start])
    if only is not None:
        found = only.match(text, start)
        yield found.end() if found else start + 1
        return
    yield start + 1
    for pattern in _READINGS.get(text[start], ()):
        if found := pattern.match(text, start):
            yield found.end()
