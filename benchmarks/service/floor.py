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
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of which server."""

    name: str
    port: int
    process: int
    headers: tuple[str, ...] = (f"Accept: {TABLE}",)


@dataclass(frozen=True, slots=True)
class Rate:
    """What one run of wrk saw. Other work on the machine halves the first and hardly moves the second."""

    per_second: float
    processor: float
    """Microseconds of the server's processor time for each answer."""


def _measured(servers: Servers, rounds: int, seconds: int) -> dict[tuple[str, int], list[Rate]]:
    cases = [Case(name, port, process.pid or 0) for name, (port, process) in servers.items()]
    known = cases[-1]
    tag = f"If-None-Match: {_etag(known.port)}"
    cases.append(Case("munigraph, 304", known.port, known.process, (*known.headers, tag)))
    found: dict[tuple[str, int], list[Rate]] = {}
    for _ in range(rounds):
        for case in cases:
            for clients in CLIENTS:
                found.setdefault((case.name, clients), []).append(_rate(case, clients, seconds))
    return found


def _rate(case: Case, clients: int, seconds: int) -> Rate:
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s"]
    for header in case.headers:
        command += ["--header", header]
    before = _processor_time(case.process)
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{case.port}{TARGET}"], capture_output=True, text=True, check=True
    ).stdout
    spent = _processor_time(case.process) - before
    words = said.split()
    return Rate(
        float(words[words.index("Requests/sec:") + 1]), spent / int(words[words.index("requests") - 1])
    )


def _processor_time(process: int) -> float:
    """Of the main thread, in microseconds."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1000


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


def _table(found: dict[tuple[str, int], list[Rate]]) -> str:
    heads = [f"{clients} client{'s' if clients > 1 else ''}" for clients in CLIENTS]
    rows = ["| | " + " | ".join(heads) + f" | µs of processor time, {heads[1]} |"]
    rows += ["|---|" + "---:|" * (len(CLIENTS) + 1)]
    for name in dict.fromkeys(name for name, _ in found):
        cells = [_cell([rate.per_second for rate in found[name, clients]], ",.0f") for clients in CLIENTS]
        cells.append(_cell([rate.processor for rate in found[name, CLIENTS[1]]], ".1f"))
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _cell(values: list[float], form: str) -> str:
    return f"{statistics.median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


if __name__ == "__main__":
    main()
