"""A server on loopback that says what it is told, byte for byte, and remembers what it was asked."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

TABLE = (
    b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://peer.example/1"}}]}}'
)


def reply(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """A whole response; without other word it is a table in JSON."""
    given = {"Content_Type": "application/sparql-results+json", "Content_Length": str(len(body))} | headers
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@dataclass
class Canned:
    """Answers every request with `answer`; after it, waits so many seconds before it closes."""

    listener: socket.socket
    answer: bytes = reply(TABLE)
    wait: float = 0.0
    tls: ssl.SSLContext | None = None
    requests: list[bytes] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    """Set when somebody left before the end of the wait."""

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with suppress(OSError), self._opened(connection) as opened:
                self._converse(opened)

    def _opened(self, connection: socket.socket) -> socket.socket:
        connection.settimeout(5)
        return self.tls.wrap_socket(connection, server_side=True) if self.tls else connection

    def _converse(self, connection: socket.socket) -> None:
        received = b""
        while b"\r\n\r\n" not in received and (data := connection.recv(1 << 16)):
            received += data
        head, _, body = received.partition(b"\r\n\r\n")
        size = next(
            (int(line[15:]) for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"), 0
        )
        while len(body) < size and (data := connection.recv(1 << 16)):
            body += data
        self.requests.append(head + b"\r\n\r\n" + body)
        connection.sendall(self.answer)
        self._linger(connection)

    def _linger(self, connection: socket.socket) -> None:
        connection.settimeout(0.05)
        deadline = time.monotonic() + self.wait
        while time.monotonic() < deadline:
            with suppress(TimeoutError):
                if not connection.recv(1 << 16):
                    self.left.set()
                    return


@contextmanager
def canned(tls: ssl.SSLContext | None = None) -> Iterator[Canned]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Canned(listener, tls=tls)
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield server
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join(10)
