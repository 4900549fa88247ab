"""How a server deals with trouble: a client that leaves, and an answer that fails on its way."""

from __future__ import annotations

import http.client
import socket
import time
from pathlib import Path

PATIENCE = 4.0


def learns_that_a_client_left(port: int, notes: Path) -> str:
    """Whether an application that waits can know that nobody waits for it any more."""
    notes.unlink(missing_ok=True)
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.3)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if notes.exists():
            return "yes"
        time.sleep(0.05)
    return "no"


def breaks_a_failed_answer(port: int) -> str:
    """Whether a client can tell half an answer from a whole one."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/broken")
        response = connection.getresponse()
        if response.status != 200:
            return "yes"
        response.read()
    except (http.client.HTTPException, ConnectionError):
        return "yes"
    else:
        return "no: ends it as if whole"
    finally:
        connection.close()
