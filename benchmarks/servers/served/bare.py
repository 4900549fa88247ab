"""What WSGI servers serve: an answer of 400 bytes, and what shows how a server deals with trouble.

`/wait` looks for three seconds whether its client has left, in whatever way the server has
for that, and notes it down; `/broken` fails when part of its answer is sent.
"""

from __future__ import annotations

import importlib
import os
import select
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask, Response

BODY = b"x" * 400
TYPE = "application/sparql-results+json"
PATIENCE = 3.0

Start = Callable[[str, list[tuple[str, str]]], Any]

flask_application = Flask(__name__)


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Answer at once, wait for the client to leave, or fail on the way."""
    if environ["PATH_INFO"] == "/wait":
        _wait(environ)
    if environ["PATH_INFO"] == "/broken":
        start_response("200 OK", [("Content-Type", TYPE)])
        return _broken()
    start_response("200 OK", [("Content-Type", TYPE), ("Content-Length", str(len(BODY)))])
    return [BODY]


@flask_application.route("/")
def view() -> Response:
    return Response(BODY, content_type=TYPE)


def _broken() -> Iterator[bytes]:
    for _ in range(3):
        yield BODY * 100
    raise RuntimeError("the answer fails on its way, as it should here")


def _wait(environ: dict[str, Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if _left(environ):
            Path(os.environ["BENCH_NOTES"]).write_text("left", encoding="utf-8")
            return
        time.sleep(0.05)


def _left(environ: dict[str, Any]) -> bool:
    """As waitress says it, or as the socket shows it where a server hands it out."""
    told = environ.get("waitress.client_disconnected")
    if told is not None:
        return bool(told())
    if "uwsgi.version" in environ:
        number = importlib.import_module("uwsgi").connection_fd()  # the module is there only within uWSGI
        with socket.socket(fileno=os.dup(number)) as connection:
            return _closed(connection)
    handed_out = environ.get("gunicorn.socket")
    return handed_out is not None and _closed(handed_out)


def _closed(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], 0)
    return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
