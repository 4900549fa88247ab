"""One question to another SPARQL service: over a connection to the very address that was checked.

Nothing is followed, nobody is told who asked, and only tables of SPARQL results come back.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import metadata

import h11

from munigraph.errors import UnavailableError
from munigraph.origins import Address, Origin

TABLES = ("application/sparql-results+json", "application/sparql-results+xml")
"""What an answer may be. Both show when they are not whole; CSV and TSV do not."""

PIECE = 1 << 16
_LONGEST_HEAD = 1 << 15
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")

Permits = Callable[[str], bool]


class OutwardError(UnavailableError):
    """Another service was not asked, or did not answer as it should; the message says so to its asker."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, and stands for no other.

    Of IPv6 that is global unicast without the ranges that carry IPv4 addresses (mapped, NAT64, 6to4, Teredo).
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:  # such as one with a zone
        return False
    if isinstance(known, ipaddress.IPv6Address) and (
        known not in _GLOBAL_UNICAST or known.sixtofour is not None or known.teredo is not None
    ):
        return False
    return known.is_global and not (known.is_multicast or known.is_reserved or known.is_unspecified)


@dataclass(frozen=True, slots=True)
class Table:
    """The beginning of an answer; `pieces` are its bytes as they come."""

    media_type: str
    pieces: AsyncIterator[bytes]


class Caller:
    """Asks other services. Names are resolved in threads of its own, for that may take long."""

    def __init__(self, permits: Permits) -> None:
        self._permits = permits
        self._threads = ThreadPoolExecutor(4, "munigraph-names")
        self._trust = ssl.create_default_context()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    @asynccontextmanager
    async def asked(self, address: Address, query: bytes) -> AsyncIterator[Table]:
        """Ask, and give what comes back while it comes.

        Raises OutwardError, here or from `pieces`.
        """
        origin = address.origin
        reader, writer = await self._connected(origin)
        try:
            dialogue = _Dialogue(origin, reader)
            writer.write(dialogue.request(address, query))
            yield await dialogue.table()
        finally:
            writer.transport.abort()

    async def _connected(self, origin: Origin) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        trust = self._trust if origin.scheme == "https" else None
        name = origin.host if trust else None
        trouble: Exception | None = None
        for address in await self._addresses(origin):
            try:
                return await asyncio.open_connection(address, origin.port, ssl=trust, server_hostname=name)
            except (OSError, ValueError) as error:  # the latter for a name that cannot be one in TLS
                trouble = error
        raise OutwardError(f"the service {origin} cannot be reached: {_reason(trouble)}") from trouble

    async def _addresses(self, origin: Origin) -> list[str]:
        """The IP addresses of a host. One that is not public is a reason to call none of them."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _resolved, origin)
        except (OSError, UnicodeError) as error:
            raise OutwardError(f"the name of {origin} is not known") from error
        if not found or not all(map(self._permits, found)):
            raise OutwardError(f"the service {origin} is not in the public network")
        return found


def _resolved(origin: Origin) -> list[str]:
    found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _reason(error: Exception | None) -> str:
    """What is worth telling of an error, without addresses."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "no secure connection"
    if isinstance(error, h11.ProtocolError):
        return "it does not keep to HTTP"
    if isinstance(error, ConnectionRefusedError):
        return "the connection is refused"
    return "no connection"


class _Dialogue:
    """A question and its answer over one connection."""

    def __init__(self, origin: Origin, reader: asyncio.StreamReader) -> None:
        self._origin = origin
        self._reader = reader
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)

    def request(self, address: Address, query: bytes) -> bytes:
        """The whole of a question as it is sent."""
        headers = [
            ("Host", address.origin.authority),
            ("User-Agent", f"munigraph/{metadata.version('munigraph')}"),
            ("Accept", f"{TABLES[0]}, {TABLES[1]};q=0.9"),
            ("Accept-Encoding", "identity"),
            ("Content-Type", "application/sparql-query"),
            ("Content-Length", str(len(query))),
            ("Connection", "close"),
        ]
        events = (
            h11.Request(method="POST", target=address.target, headers=headers),
            h11.Data(data=query),
            h11.EndOfMessage(),
        )
        return b"".join(self._state.send(event) or b"" for event in events)

    async def table(self) -> Table:
        """Raises OutwardError when what comes back is no table."""
        head = await self._event()
        while isinstance(head, h11.InformationalResponse):
            head = await self._event()
        if not isinstance(head, h11.Response):
            raise OutwardError(f"the service {self._origin} broke off without an answer")
        found = {name: value.decode("latin-1") for name, value in head.headers}
        if head.status_code != 200:
            moved = " (redirects are not followed)" if 300 <= head.status_code < 400 else ""
            raise OutwardError(f"the service {self._origin} answered with status {head.status_code}{moved}")
        media_type = found.get(b"content-type", "").partition(";")[0].strip().lower()
        if media_type not in TABLES or found.get(b"content-encoding", "identity") != "identity":
            raise OutwardError(
                f"the service {self._origin} answered with something that is no table of SPARQL results"
            )
        return Table(media_type, self._pieces())

    async def _pieces(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._event(), h11.Data):
            yield bytes(event.data)
        if not isinstance(event, h11.EndOfMessage):
            raise OutwardError(f"the service {self._origin} broke off its answer")

    async def _event(self) -> object:
        try:
            while (event := self._state.next_event()) is h11.NEED_DATA:
                self._state.receive_data(await self._reader.read(PIECE))
        except (OSError, h11.ProtocolError) as error:
            raise OutwardError(f"the service {self._origin} broke off: {_reason(error)}") from error
        return event
