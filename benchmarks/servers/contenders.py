"""The servers, how each is installed and started: one process each, with eight threads if it has any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

Command = Callable[[str, int], list[str]]
"""Arguments from an application and a port."""


@dataclass(frozen=True, slots=True)
class Contender:
    """`program` stands in its own virtual environment; some have nothing to do with Flask."""

    name: str
    requirements: tuple[str, ...]
    program: str
    command: Command
    applications: tuple[str, ...] = ("bare:application", "bare:flask_application")
    """The bare one first."""


_FLASK = "flask>=3.1,<4"

CONTENDERS = (
    Contender(
        "waitress",
        ("waitress>=3.0,<4", _FLASK),
        "waitress-serve",
        lambda application, port: [
            f"--listen=127.0.0.1:{port}", "--threads=8", "--channel-request-lookahead=1", application,
        ],
    ),
    Contender(
        "gunicorn, threads",
        ("gunicorn>=23,<26", _FLASK),
        "gunicorn",
        lambda application, port: [
            f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--threads=8", "--keep-alive=5",
            application,
        ],
    ),
    Contender(
        "cheroot",
        ("cheroot>=10,<12", _FLASK),
        "cheroot",
        lambda application, port: [f"--bind=127.0.0.1:{port}", "--threads=8", application],
    ),
    Contender(
        "uWSGI",
        ("uwsgi>=2.0.26,<3", _FLASK),
        "uwsgi",
        lambda application, port: [
            f"--http11-socket=127.0.0.1:{port}", "--master", "--threads=8", "--disable-logging",
            f"--module={application}", "--need-app", "--die-on-term",
        ],
    ),
    Contender(
        "granian, WSGI",
        ("granian>=2.5,<3", _FLASK),
        "granian",
        lambda application, port: [
            "--interface=wsgi", "--host=127.0.0.1", f"--port={port}", "--log-level=warning", application,
        ],
    ),
    Contender(
        "uvicorn, ASGI",
        ("uvicorn>=0.38,<0.60", "uvloop>=0.22,<0.30", "httptools>=0.7,<0.10"),
        "uvicorn",
        lambda application, port: [
            "--host=127.0.0.1", f"--port={port}", "--loop=uvloop", "--http=httptools", "--no-access-log",
            "--log-level=critical", application,
        ],
        ("asgi:application",),
    ),
    Contender(
        "our own connections",
        ("--editable", str(ROOT)),
        "python",
        lambda application, port: ["-m", application, str(port)],
        ("ours",),
    ),
)  # fmt: skip
