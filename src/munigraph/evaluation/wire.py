"""What goes between the front process and a worker: frames of a JSON head and raw bytes.

Nothing is unpickled, so that a worker that a query has subverted can lie to us but not command us.
"""

from __future__ import annotations

import contextlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from munigraph.errors import MunigraphError

from . import errors
from .protocol import Dataset, Gate, Query, Question, Why

_LENGTHS = struct.Struct("!II")
MOST_BYTES = 64 << 20
"""No frame is larger: a worker that says so has lost its mind."""

LAST = ("answer", "end", "error")
"""Events after which a worker says nothing more of a task."""

Head = dict[str, Any]

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode

_KINDS = {
    kind.__name__: kind
    for kind in (
        errors.QueryError,
        errors.QuerySyntaxError,
        errors.UpdateRefusedError,
        errors.ServiceRefusedError,
        errors.ServiceFailedError,
        errors.NotAcceptableError,
        errors.QueryMemoryError,
        errors.QueryTooDeepError,
        errors.AnswerTooLargeError,
        errors.EngineError,
    )
}


@dataclass(frozen=True, slots=True)
class Task:
    """A query on its way to a worker; a long answer goes to the file `spool`, calls go through the `gate`."""

    query: Question
    dataset: Dataset
    accept: tuple[str, ...]
    spool: str
    gate: Gate | None = None


def framed(head: Head, body: bytes = b"") -> bytes:
    text = _encode(head).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


@dataclass(slots=True)
class Frames:
    """Puts frames together again from pieces of any size."""

    pieces: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> Iterator[tuple[Head, bytes]]:
        """The frames that are complete with this piece. Raises ValueError when it is none of our making."""
        self.pieces += data
        while len(self.pieces) >= _LENGTHS.size:
            head, body = _LENGTHS.unpack_from(self.pieces)
            if head + body > MOST_BYTES:
                raise ValueError("a frame without measure")
            end = _LENGTHS.size + head + body
            if len(self.pieces) < end:
                return
            middle = _LENGTHS.size + head
            frame = _decode(self.pieces[_LENGTHS.size : middle].decode()), bytes(self.pieces[middle:end])
            del self.pieces[:end]
            yield frame


def of_task(task: Task) -> bytes:
    query = task.query
    if isinstance(query, Why):
        return framed(
            {"why": query.inferred, "accept": task.accept, "spool": task.spool}, query.statement.encode()
        )
    head: Head = {
        "base": query.base,
        "default": task.dataset.default_graphs,
        "named": task.dataset.named_graphs,
        "accept": task.accept,
        "spool": task.spool,
    }
    if task.gate:
        head["gate"] = [task.gate.address, *task.gate.origins]
    return framed(head, query.text.encode())


def to_task(head: Head, body: bytes) -> Task:
    if "why" in head:
        return Task(Why(body.decode(), head["why"]), Dataset(), tuple(head["accept"]), head["spool"])
    dataset = Dataset(tuple(head["default"]), tuple(head["named"]))
    query = Query(body.decode(), head["base"])
    address, *origins = head.get("gate", [""])
    gate = Gate(address, tuple(origins)) if address else None
    return Task(query, dataset, tuple(head["accept"]), head["spool"], gate)


def of_error(error: MunigraphError) -> Head:
    return {
        "event": "error",
        "kind": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "line": getattr(error, "line", 0),
        "column": getattr(error, "column", 0),
    }


def to_error(head: Head) -> MunigraphError:
    """The error a worker tells of; one of an unknown kind is the engine's fault."""
    kind = _KINDS.get(head["kind"], errors.EngineError)
    if kind is errors.QuerySyntaxError:
        return errors.QuerySyntaxError(head["message"], head["line"], head["column"], hint=head["hint"])
    return kind(head["message"], hint=head["hint"])


def discard(spool: Path) -> None:
    """Remove the file of an answer that nobody will read, if there is one."""
    with contextlib.suppress(OSError):
        spool.unlink()
