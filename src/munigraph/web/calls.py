"""A call of the query service: what of an HTTP request decides its answer, whoever read the request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network

from .encoding import unmarked
from .requests import Request

_PLAIN_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Call:
    """Headers are as they came, lines of one name joined by commas."""

    method: str
    parameters: bytes
    """The query part of the address, encoded."""
    body: bytes
    root: str
    """Where this service is reached from outside, ending in a slash; empty where only Flask can tell."""
    client: str
    """Who asks, as far as fairness goes: an address, or for IPv6 the network it is in."""
    accept: str | None = None
    cache_control: str = ""
    content_type: str = ""
    if_none_match: str = ""

    @property
    def is_get(self) -> bool:
        return self.method in ("GET", "HEAD")

    @property
    def wants_fresh(self) -> bool:
        """Whether the client does not want an answer made for another."""
        return "no-cache" in self.cache_control.lower()


def of_request(request: Request, body: bytes, public_url: str, folder: str) -> Call:
    """The call in a request; `public_url` is the operator's, empty if there is none."""
    headers = request.headers
    host = headers.get(b"host", b"").decode("latin-1")
    accept = headers.get(b"accept")
    return Call(
        method=request.method,
        parameters=request.query,
        body=body,
        root=f"{public_url.rstrip('/')}/" if public_url else _root(request.scheme, host, folder),
        client=network(request.client),
        accept=None if accept is None else accept.decode("latin-1"),
        cache_control=headers.get(b"cache-control", b"").decode("latin-1"),
        content_type=headers.get(b"content-type", b"").decode("latin-1"),
        if_none_match=unmarked(headers.get(b"if-none-match", b"").decode("latin-1")),
    )


@lru_cache(maxsize=1 << 12)
def network(address: str) -> str:
    """An address, or for IPv6 the network it is in, since a client has as many as it likes there."""
    try:
        found = IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))


def _root(scheme: str, host: str, folder: str) -> str:
    """As werkzeug makes it of plain hosts; what else may stand in that header is left to werkzeug."""
    if not _PLAIN_HOST.fullmatch(host):
        return ""
    default = ":443" if scheme == "https" else ":80"
    return f"{scheme}://{host.removesuffix(default)}{folder}/"
