"""The relay: makes the calls of queries to other SPARQL services, in place of the workers.

A worker has an address on loopback that is good for one query. It asks there as if it were
the other service; the relay looks whether that may be called, calls it, and passes on what
comes back. What a worker says is not believed: it may be a query that speaks.
"""

from __future__ import annotations

import asyncio
import binascii
import logging
import secrets
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import h11

from munigraph.evaluation.protocol import Gate
from munigraph.origins import Address, Origin, address_of

from .outward import PIECE, Caller, OutwardError, Permits, Table, is_public

_LONGEST_HEAD = 1 << 14
_LONGEST_QUERY = 2_000_000

log = logging.getLogger("munigraph.engine")


@dataclass(frozen=True, slots=True)
class Terms:
    """What one query may have of other services: so many calls, bytes in all, and seconds for each call."""

    calls: int = 100
    bytes: int = 100_000_000
    seconds: float = 20.0


class Visit:
    """The calls of one query. `trouble` is what went wrong last."""

    def __init__(self, relay: Relay, token: str, gate: Gate, terms: Terms) -> None:
        self.gate = gate
        self.terms = terms
        self.calls = 0
        self.bytes = 0
        self.trouble = ""
        self.tasks: set[asyncio.Task[None]] = set()
        """Of the calls under way."""
        self._relay = relay
        self._token = token

    def close(self) -> None:
        """The query is over: end its calls, and take no more of them."""
        self._relay.visits.pop(self._token, None)
        for task in self.tasks:
            task.cancel()


class Relay:
    """Listens on loopback for the calls of workers. Lives in one event loop."""

    def __init__(
        self, origins: Sequence[Origin], terms: Terms | None = None, permits: Permits = is_public
    ) -> None:
        self.origins = tuple(map(str, origins))
        self.visits: dict[str, Visit] = {}
        self.outcomes: Counter[str] = Counter()
        self.port = 0
        self._terms = terms or Terms()
        self._permits = permits
        self._caller: Caller | None = None
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._caller = Caller(self._permits)
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._caller is not None:
            self._caller.close()

    def visit(self) -> Visit:
        """The way of one query to other services."""
        token = secrets.token_urlsafe(18)
        gate = Gate(f"http://127.0.0.1:{self.port}/{token}/", self.origins)
        visit = self.visits[token] = Visit(self, token, gate, self._terms)
        return visit

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a worker. Whatever fails ends it, and that ends the call for the worker."""
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._tasks.add(task)
        desk = _Desk(reader, writer)
        try:
            async with asyncio.timeout(self._terms.seconds):
                target, query = await desk.request()
            token, _, name = target.lstrip("/").partition("/")
            visit = self.visits.get(token)
            if visit is not None:
                visit.tasks.add(task)
                await self._relayed(visit, name, query, desk)
        except asyncio.CancelledError:
            self.outcomes["ended"] += 1
        except (OSError, h11.ProtocolError):
            self.outcomes["left"] += 1
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _relayed(self, visit: Visit, name: str, query: bytes, desk: _Desk) -> None:
        address: Address | None = None
        try:
            address = self._granted(visit, name, query)
            async with asyncio.timeout(self._terms.seconds):
                await self._passed_on(visit, address, query, desk)
        except (OutwardError, TimeoutError) as error:
            late = (
                f"the service {address and address.origin} took longer than {self._terms.seconds:g} seconds"
            )
            visit.trouble = error.message if isinstance(error, OutwardError) else late
            self.outcomes["failed"] += 1
            log.info("a call to another service failed: %s", visit.trouble)
            await desk.fail()
        else:
            self.outcomes["answered"] += 1

    async def _passed_on(self, visit: Visit, address: Address, query: bytes, desk: _Desk) -> None:
        if self._caller is None:
            raise OutwardError("the relay is not open")
        async with self._caller.asked(address, query) as table:
            await desk.begin(table)
            async for piece in table.pieces:
                visit.bytes += len(piece)
                if visit.bytes > visit.terms.bytes:
                    raise OutwardError(f"other services answered with more than {visit.terms.bytes} bytes")
                await desk.write(piece)
            await desk.end()

    def _granted(self, visit: Visit, name: str, query: bytes) -> Address:
        """The address that is to be called. Raises OutwardError when it may not be."""
        visit.calls += 1
        if visit.calls > visit.terms.calls:
            raise OutwardError(f"a query may make {visit.terms.calls} calls to other services")
        try:
            iri = urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
        except (binascii.Error, ValueError) as error:
            raise OutwardError("this is not an address") from error
        address = address_of(iri)
        if address is None or str(address.origin) not in self.origins:
            raise OutwardError("this address may not be called")
        if visit.gate.address.encode() in query:
            raise OutwardError("a SERVICE clause may not stand within another")
        return address


class _Desk:
    """The relay's side of HTTP with a worker: one request, one answer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._state = h11.Connection(h11.SERVER, max_incomplete_event_size=_LONGEST_HEAD)

    async def request(self) -> tuple[str, bytes]:
        """Target and body. Raises ProtocolError when it is none, or too long."""
        target, body = "", bytearray()
        while not isinstance(event := await self._event(), h11.EndOfMessage):
            if isinstance(event, h11.Request):
                target = event.target.decode("ascii")
            elif isinstance(event, h11.Data) and len(body) + len(event.data) <= _LONGEST_QUERY:
                body += event.data
            else:
                raise h11.RemoteProtocolError("no request of a worker's")
        return target, bytes(body)

    async def begin(self, table: Table) -> None:
        headers = [("Content-Type", table.media_type), ("Connection", "close")]
        await self._send(h11.Response(status_code=200, headers=headers))

    async def write(self, piece: bytes) -> None:
        await self._send(h11.Data(data=piece))

    async def end(self) -> None:
        await self._send(h11.EndOfMessage())

    async def fail(self) -> None:
        """Say that there is no answer or, if it has begun, break it off."""
        if self._state.our_state is not h11.SEND_RESPONSE:
            self._writer.transport.abort()
            return
        headers = [("Content-Length", "0"), ("Connection", "close")]
        await self._send(h11.Response(status_code=502, headers=headers))
        await self.end()

    async def _send(self, event: h11.Event) -> None:
        self._writer.write(self._state.send(event) or b"")
        await self._writer.drain()

    async def _event(self) -> object:
        while (event := self._state.next_event()) is h11.NEED_DATA:
            self._state.receive_data(await self._reader.read(PIECE))
        return event
