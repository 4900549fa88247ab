"""Serving over HTTP with waitress: plain threads, slow clients buffered, nothing to set up."""

from __future__ import annotations

import socket
from typing import Any

import waitress
from flask import Flask

from munigraph.errors import UnavailableError

THREADS = 8


def listening(app: Flask, host: str, port: int) -> Any:
    """A waitress server bound to its address; `run()` serves until `close()`.

    Raises UnavailableError when the address cannot be had.
    """
    bound = _bound(host, port)
    return waitress.create_server(
        app,
        sockets=[bound],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except (OSError, OverflowError) as error:
        raise UnavailableError(
            f"cannot listen on {host} port {port}: {error}",
            hint="another program may use this port; choose one with --port",
        ) from error
