"""Reading a query out of a request (SPARQL 1.1 Protocol §2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

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
    return _one_format(_pairs(call.parameters))


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
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise BadRequest("A parameter is not UTF-8.") from error
    except ValueError as error:
        raise BadRequest(f"More than {MOST_PARAMETERS} parameters.") from error


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8: byte {error.start} does not fit.") from error


def _asked(parameters: Parameters, most_bytes: int) -> Asked:
    if any(name == "update" for name, _ in parameters):
        raise Forbidden("What is served here cannot be changed: SPARQL Update is not available.")
    queries = [value for name, value in parameters if name == "query"]
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
    dataset = Dataset(
        tuple(value for name, value in parameters if name == "default-graph-uri"),
        tuple(value for name, value in parameters if name == "named-graph-uri"),
    )
    return Asked(queries[0], dataset, _one_format(parameters), _seconds(parameters))


def _one_format(parameters: Parameters) -> str | None:
    """The last `format` wins, and an empty one says nothing."""
    return next((value for name, value in reversed(parameters) if name == "format" and value), None)


def _seconds(parameters: Parameters) -> float | None:
    """How long the client is ready to wait: `timeout`, in seconds. It can only lower what we grant."""
    text = next((value for name, value in reversed(parameters) if name == "timeout" and value), None)
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise BadRequest("`timeout` is a number of seconds, greater than 0.")
    return seconds
