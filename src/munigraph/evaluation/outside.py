"""Calls to other servers: refused before anything is evaluated, or led to the relay of the front process.

pyoxigraph evaluates SERVICE with an HTTP client of its own that Python cannot take away
(0.5.13): it resolves names and follows redirects as it likes. So a query is evaluated only
if it has no call in any reading, or if every call in every reading is to our relay, which
makes the call in its place (docs/decisions/0015).
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from munigraph.origins import address_of

from .errors import QuerySyntaxError, ServiceFailedError, ServiceRefusedError
from .lexical import offset, place
from .protocol import Gate
from .reading import SKIP, Reading

MOST_CLAUSES = 20
_IRI = r'<[^<>"{}|^`\x00-\x20]*+>'
_PROLOGUE = re.compile(
    rf"(?:{SKIP}(?:BASE{SKIP}{_IRI}|PREFIX{SKIP}[^\s:<>\#'\"\\?$]*+:{SKIP}{_IRI}))*+", re.IGNORECASE
)
"""Declarations before a query, which can be read in one way only."""
_PLAIN_CALL = re.compile(
    rf"SERVICE{SKIP}(?:SILENT{SKIP})?<(?P<iri>[^<>\"{{}}|^`\\'\#\x00-\x20]*+)>{SKIP}\{{", re.IGNORECASE
)
_COMPLAINT = re.compile(r"error at (\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class _Swap:
    """The IRI of a service in the text that was asked, and the address in its place."""

    start: int
    end: int
    address: str

    @property
    def growth(self) -> int:
        return len(self.address) - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Led:
    """A query that calls nobody but the relay: `text` is what to evaluate, `asked` what was asked."""

    asked: str
    text: str
    swaps: tuple[_Swap, ...] = field(default=())

    @property
    def calls(self) -> bool:
        return bool(self.swaps)

    def complaint(self, said: str) -> str:
        """pyoxigraph's complaint about `text`, with the place it has in what was asked."""
        match = _COMPLAINT.match(said)
        if match is None or not self.swaps:
            return said
        position = offset(self.text, int(match[1]), int(match[2]))
        for swap in reversed(self.swaps):
            earlier = sum(other.growth for other in self.swaps if other.start < swap.start)
            if position >= swap.start + earlier:
                position = max(swap.start, position - earlier - swap.growth)
                break
        line, column = place(self.asked, position)
        return f"error at {line}:{column}{said[match.end() :]}"

    def failed(self, error: Exception) -> ServiceFailedError | None:
        """What a failure of the evaluation means when other servers were called; None when it is the query's.

        pyoxigraph's own words would name the relay, so they are not passed on.
        """
        if not self.swaps or str(error).startswith("The custom function"):
            return None
        return ServiceFailedError(
            "a call to another server failed, or its answer could not be read to its end",
            hint="SERVICE SILENT goes on without it",
        )


def refuse_service(text: str) -> None:
    """Let a query pass only if no reading of it has a SERVICE clause.

    Raises ServiceRefusedError, or QuerySyntaxError for a text that is nothing but the beginnings of strings.
    """
    if "service" in text.lower() and next(Reading(text).calls(), None) is not None:
        raise ServiceRefusedError(
            "SERVICE is not available: queries are answered from this service's own data",
            hint="leave the SERVICE clause out, or ask each service by itself and join the answers",
        )


def led(text: str, gate: Gate | None) -> Led:
    """The query with all its calls led to the relay; without a relay, it must have none.

    Raises ServiceRefusedError for a call that is not allowed, QuerySyntaxError where it is not plain
    what is a call.
    """
    if gate is None:
        refuse_service(text)
        return Led(text, text)
    places = sorted(set(Reading(text).calls())) if "service" in text.lower() else []
    if not places:
        return Led(text, text)
    if len(places) > MOST_CLAUSES:
        raise ServiceRefusedError(f"a query may have {MOST_CLAUSES} SERVICE clauses, and this has more")
    swaps = tuple(_swapped(text, start, gate) for start in places)
    _refuse_doubtful(text, places)
    found = Led(text, _replaced(text, swaps), swaps)
    _see_that_all_is_led(found.text, gate)
    return found


def _swapped(text: str, start: int, gate: Gate) -> _Swap:
    """The relay's address for a call, if it may be made."""
    match = _PLAIN_CALL.match(text, start)
    address = address_of(match["iri"]) if match else None
    allowed = f"these may be called: {', '.join(gate.origins)}"
    if match is None or address is None:
        raise ServiceRefusedError(
            "SERVICE takes a plain http(s) address here: no variable, no prefixed name, no user name",
            hint=f"write SERVICE <https://…> {{ … }}; {allowed}",
        )
    if str(address.origin) not in gate.origins:
        raise ServiceRefusedError(f"this service does not call {address.origin}", hint=allowed)
    name = urlsafe_b64encode(match["iri"].encode()).decode().rstrip("=")
    return _Swap(match.start("iri"), match.end("iri"), gate.address + name)


def _refuse_doubtful(text: str, places: Sequence[int]) -> None:
    """Refuse a call that another reading takes for part of a string, a comment or a name.

    Else an address of the relay could come to stand in a string. Comments and most strings end
    with their line, so a call at the beginning of a line is plain.
    """
    prologue = _PROLOGUE.match(text)
    reading = Reading(text, prologue.end() if prologue else 0)
    certain = set(reading.calls())
    for start in places:
        apart = start > 0 and text[start - 1] in " \t\r\n{}"
        if not apart or start not in certain or any(a < start < b for a, b in reading.passed):
            line, column = place(text, start)
            raise QuerySyntaxError(
                "this may be a SERVICE clause, or part of a string, a comment or a name",
                line,
                column,
                hint="begin it on a line of its own",
            )


def _replaced(text: str, swaps: Sequence[_Swap]) -> str:
    pieces, done = [], 0
    for swap in swaps:
        pieces += [text[done : swap.start], swap.address]
        done = swap.end
    return "".join([*pieces, text[done:]])


def _see_that_all_is_led(text: str, gate: Gate) -> None:
    """Whatever was meant: in no reading of what will be evaluated is anybody called but the relay."""
    for start in Reading(text).calls():
        match = _PLAIN_CALL.match(text, start)
        if match is None or not match["iri"].startswith(gate.address):
            raise ServiceRefusedError("it is not plain whom this query would call")
