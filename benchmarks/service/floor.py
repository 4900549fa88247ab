"""`python -m benchmarks.service.floor`: what the HTTP server alone can do, and how near the service comes.

The same uvicorn with a bare application that sends as many bytes as a look-up's answer has,
once with two headers and once with as many as we send; then munigraph with an answer it
knows, and with one the client knows (304). Prints the table for docs/performance.md.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import uvicorn

from munigraph.engine.sources import OneFile, serve_file
from munigraph.settings import Settings
from munigraph.web.app import create_app
from munigraph.web.headers import ALWAYS
from munigraph.web.serve import listening

BODY = b"x" * 2096
TABLE = "application/sparql-results+json"
FEW = [(b"content-type", TABLE.encode()), (b"content-length", b"2096")]
MANY = [*FEW, *((f"munigraph-{number}".encode(), b"0.1.0-75910c1f2d98") for number in range(8)), *ALWAYS]
CLIENTS = (1, 8, 32)
TARGET = "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D"


def bare(port: int, headers: list[tuple[bytes, bytes]]) -> None:
    """Serve the same answer to everybody."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": BODY})

    uvicorn.run(
        application, port=port, loop="uvloop", http="httptools", lifespan="off", access_log=False,
        log_config=None, server_header=False,
    )  # fmt: skip


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
            "bare, 2 headers": (9411, multiprocessing.Process(target=bare, args=(9411, FEW))),
            "bare, 15 headers": (9412, multiprocessing.Process(target=bare, args=(9412, MANY))),
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
