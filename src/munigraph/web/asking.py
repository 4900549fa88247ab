"""Reading a query out of a request (SPARQL 1.1 Protocol §2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import BadRequest, Forbidden, UnsupportedMediaType
from werkzeug.http import parse_options_header

from munigraph.engine import Dataset, QueryTooLargeError

from .calls import Call

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_PARAMETERS = 1000

_OF_PAGES = ("format", "lang")
"""Parameters that say how something is shown, and ask nothing."""

Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its dataset, and the format that was named, if any."""

    text: str
    dataset: Dataset
    format: str | None
    seconds: float | None = None


def asked(call: Call, most_bytes: int) -> Asked | None:
    """What a call asks; None for one for the service itself, which has no parameters.

    Raises HTTPException where the protocol is not kept, QueryTooLargeError for a query over the limit.
    """
    parameters = _pairs(call.parameters)
    if call.is_get:
        if all(name in _OF_PAGES for name, _ in parameters):
            return None
        return _asked(parameters, most_bytes)
    media_type = _media_type(call.content_type)
    if media_type == FORM:
        return _asked(parameters + _pairs(call.body), most_bytes)
    if media_type == QUERY:
        return _asked([*parameters, ("query", _utf8(call.body))], most_bytes)
    if media_type == UPDATE:
        raise Forbidden("What is served here cannot be changed: SPARQL Update is not available.")
    raise UnsupportedMediaType(f"A query comes as {QUERY} or, in a form, as {FORM}.")


def named_format(call: Call) -> str | None:
    """The one `format` parameter of the address."""
    return _last([value for name, value in _pairs(call.parameters) if name == "format"])


def _media_type(content_type: str) -> str:
    """The type of the body, without its parameters.

    Raises BadRequest when it is not said, UnsupportedMediaType when it is not in UTF-8.
    """
    media_type, parameters = parse_options_header(content_type)
    if not media_type:
        raise BadRequest(f"The request does not say what its body is: send a Content-Type, such as {QUERY}.")
    charset = parameters.get("charset", "utf-8")
    if charset.lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType("Queries are read in UTF-8 only.")
    return media_type.lower()


def _pairs(encoded: bytes) -> Parameters:
    """Parameters of an address or a form, decoded once."""
    pieces = encoded.split(b"&")
    if len(pieces) > MOST_PARAMETERS:
        raise BadRequest(f"More than {MOST_PARAMETERS} parameters.")
    try:
        split = (piece.partition(b"=") for piece in pieces if piece)
        return [(_decoded(name), _decoded(value)) for name, _, value in split]
    except UnicodeDecodeError as error:
        raise BadRequest("A parameter is not UTF-8.") from error


def _decoded(encoded: bytes) -> str:
    """Decode `+` and `%41`, the latter as if it were the `\\x41` of a string in Python.

    That codec is in C: urllib's loop over the escapes took a ninth of the time of a small question.
    """
    spaced = encoded.replace(b"+", b" ")
    if b"%" not in spaced:
        return spaced.decode("utf-8")
    try:
        raw = spaced.replace(b"\\", b"\\\\").replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:
        raw = unquote_to_bytes(spaced)  # a percent sign that stands for itself
    return raw.decode("utf-8")


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8: byte {error.start} does not fit.") from error


def _asked(parameters: Parameters, most_bytes: int) -> Asked:
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise Forbidden("What is served here cannot be changed: SPARQL Update is not available.")
    queries = given.get("query", [])
    if len(queries) != 1:
        raise BadRequest(
            f"A request carries exactly one parameter `query`; this one has {len(queries) or 'none'}."
        )
    if sum(name == "version" for name, _ in parameters) > 1:
        raise BadRequest("A request names one version of SPARQL at most.")
    if len(queries[0].encode()) > most_bytes:
        raise QueryTooLargeError(
            f"the query is longer than {most_bytes} bytes", hint="ask for less in several queries"
        )
    dataset = Dataset(tuple(given.get("default-graph-uri", ())), tuple(given.get("named-graph-uri", ())))
    return Asked(queries[0], dataset, _last(given.get("format", [])), _seconds(given.get("timeout", [])))


def _last(values: list[str]) -> str | None:
    """Of several the last counts, and an empty one says nothing."""
    return next((value for value in reversed(values) if value), None)


def _seconds(values: list[str]) -> float | None:
    """How long the client is ready to wait: `timeout`, in seconds. It can only lower what we grant."""
    text = _last(values)
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise BadRequest("`timeout` is a number of seconds, greater than 0.")
    return seconds
