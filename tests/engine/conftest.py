"""A small store, and a server that must never be called."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

HERE = Path(__file__).parent
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DOCUMENT = ox.NamedNode("http://xmlns.com/foaf/0.1/Document")


@pytest.fixture
def here() -> Path:
    """The folder of the cases."""
    return HERE


@pytest.fixture
def store() -> ox.Store:
    """One document in the default graph, one in each of two named graphs."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://example.org/default"), TYPE, DOCUMENT))
    for name in ("data1", "data2"):
        graph = ox.NamedNode(f"http://example.org/{name}")
        store.add(ox.Quad(graph, TYPE, DOCUMENT, graph))
    return store


@dataclass
class Trap:
    """Listens on loopback and remembers whether anything came."""

    port: int
    calls: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"


@pytest.fixture
def trap() -> Iterator[Trap]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        trap = Trap(listener.getsockname()[1])

        def listen() -> None:
            while True:
                try:
                    connection, caller = listener.accept()
                except OSError:
                    return
                trap.calls.append(str(caller))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield trap
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
