"""`python -m benchmarks.service.floor`: what the HTTP server alone can do, and how near the service comes.

First the event loop alone: as many bytes as the answer to a look-up for whatever comes, nothing
read. Then our connections with an answer that costs nothing; then munigraph with an answer it
knows, and with one the client knows (304). Prints the table for docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import multiprocessing
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import uvloop

from munigraph.engine.sources import OneFile, serve_file
from munigraph.settings import Settings
from munigraph.web.app import create_app
from munigraph.web.connection import Connection, Shared
from munigraph.web.exchange import Exchange
from munigraph.web.heads import STATUS, common, fields
from munigraph.web.proxies import Proxies
from munigraph.web.serve import listening

BODY = b"x" * 2096
TABLE = "application/sparql-results+json"
HEAD = fields(
    {"Content-Type": TABLE, "Content-Length": str(len(BODY))}
    | {f"Munigraph-{number}": "0.1.0-75910c1f2d98" for number in range(8)}
)
RESPONSE = STATUS[200] + common(0) + HEAD + b"\r\n" + BODY
CLIENTS = (1, 8, 32)
TARGET = "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D"


class Deaf(asyncio.Protocol):
    """Sends the same response for everything that comes."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.transport.write(RESPONSE)


class Same:
    """Answers every request with the same response."""

    most_bytes = 1 << 20

    def take(self, exchange: Exchange) -> None:
        exchange.send(200, HEAD, BODY)


def bare(port: int, made: Callable[[], asyncio.Protocol]) -> None:
    """Serve with nothing behind it."""

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", port)
        await server.serve_forever()

    asyncio.Runner(loop_factory=uvloop.new_event_loop).run(serve())


def connection() -> Connection:
    return Connection(Shared(Same(), Proxies(""), common(0)))


def service(port: int, folder: str) -> None:
    """Serve a small file with munigraph."""
    file = Path(folder) / "small.nt"
    prop, value = ox.NamedNode("https://example.org/p"), ox.Literal("x" * 40)
    triples = (ox.Triple(ox.NamedNode(f"https://example.org/{number}"), prop, value) for number in range(10))
    file.write_bytes(ox.serialize(triples, None, ox.RdfFormat.N_TRIPLES) or b"")
    app = create_app(OneFile(serve_file(file, Path(folder))), Settings(log_requests=False))
    listening(app, "127.0.0.1", port).run()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service.floor", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        servers = {
            "the event loop alone": (9411, multiprocessing.Process(target=bare, args=(9411, Deaf))),
            "connections alone": (9412, multiprocessing.Process(target=bare, args=(9412, connection))),
            "munigraph": (9413, multiprocessing.Process(target=service, args=(9413, folder))),
        }
        for _, process in servers.values():
            process.start()
        try:
            time.sleep(3)
            print(_table(_measured(servers, arguments.rounds, arguments.seconds)))
        finally:
            for _, process in servers.values():
                process.terminate()
                process.join()


Servers = dict[str, tuple[int, multiprocessing.Process]]


def _measured(servers: Servers, rounds: int, seconds: int) -> dict[tuple[str, int], list[float]]:
    etag = _etag(servers["munigraph"][0])
    cases: list[tuple[str, int, list[str]]] = [(name, port, []) for name, (port, _) in servers.items()]
    cases.append(("munigraph, 304", servers["munigraph"][0], ["--header", f"If-None-Match: {etag}"]))
    found: dict[tuple[str, int], list[float]] = {}
    for _ in range(rounds):
        for name, port, more in cases:
            for clients in CLIENTS:
                command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", *more]
                command += ["--header", f"Accept: {TABLE}"]
                said = subprocess.run(
                    [*command, f"http://127.0.0.1:{port}{TARGET}"], capture_output=True, text=True, check=True
                ).stdout
                rate = next(line.split()[1] for line in said.splitlines() if line.startswith("Requests/sec"))
                found.setdefault((name, clients), []).append(float(rate))
    return found


def _etag(port: int) -> str:
    """Ask twice, so that the answer is known by its address; its tag."""
    etag = ""
    for _ in range(2):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", TARGET, headers={"Accept": TABLE})
        response = connection.getresponse()
        response.read()
        etag = response.headers["ETag"]
        connection.close()
    return etag


def _table(found: dict[tuple[str, int], list[float]]) -> str:
    rows = ["| | " + " | ".join(f"{clients} clients" for clients in CLIENTS) + " |"]
    rows += ["|---|" + "---:|" * len(CLIENTS)]
    for name in dict.fromkeys(name for name, _ in found):
        cells = []
        for clients in CLIENTS:
            rates = found[name, clients]
            cells.append(f"{statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f})")
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
