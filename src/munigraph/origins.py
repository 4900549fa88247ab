"""Origins of web services (RFC 6454): what an operator names, and what an address in a query belongs to.

Addresses are read strictly rather than as browsers read them: what could be taken for
another host by another program (user names, backslashes, percent signs, letters beyond
ASCII, a dot at the end) is no address here.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+"
_ADDRESS = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_LABEL}(?:\.{_LABEL})*+|\[[0-9a-f:.]{{2,45}}\])"
    r"(?::(?P<port>[0-9]{1,5}))?+(?P<target>[/?][^\x00-\x20\x7f<>\"{}|\\^`#']*)?+",
    re.IGNORECASE | re.ASCII,
)
_PORTS = {"http": 80, "https": 443}
_PLAIN = "!$%&()*+,-./:;=?@[]_~"


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port; the host in small letters, an IPv6 address without its brackets."""

    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """Host and port as the header `Host` has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}"


@dataclass(frozen=True, slots=True)
class Address:
    """What an http(s) IRI names: an origin, and what the first line of a request asks of it."""

    origin: Origin
    target: str


def address_of(iri: str) -> Address | None:
    """The address that an IRI is; None when it is none, or one that could be read in two ways."""
    match = _ADDRESS.fullmatch(iri)
    if match is None or len(match["host"]) > 253:
        return None
    scheme, host = match["scheme"].lower(), match["host"].lower()
    port = int(match["port"] or _PORTS[scheme])
    if not 0 < port < 65536:
        return None
    if host.startswith("["):
        try:
            host = ipaddress.IPv6Address(host[1:-1]).compressed
        except ValueError:
            return None
    target = match["target"] or "/"
    target = target if target.startswith("/") else f"/{target}"
    return Address(Origin(scheme, host, port), quote(target, safe=_PLAIN))


def origin_of(text: str) -> Origin | None:
    """The origin that a text names, and nothing else; a slash may follow it."""
    address = address_of(text)
    return address.origin if address and text.count("/") <= 3 and address.target == "/" else None
