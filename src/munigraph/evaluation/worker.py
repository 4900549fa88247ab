"""A worker: a process of its own that answers one query at a time, and that anyone may kill at any moment.

Run as `python -m munigraph.evaluation.worker`, by the front process only. It reads
tasks from a socket and writes frames to it: `answer` with a whole small answer,
or `begin`, any number of `more` and `end` for one that goes to a file, or
`error`. When its standard input closes, its front process is gone and so is it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import resource
import socket
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from munigraph.errors import MunigraphError

from .confinement import confine
from .errors import AnswerTooLargeError, EngineError, QueryMemoryError
from .evaluate import Evaluation, evaluate
from .outlet import CutError, Outlet
from .protocol import Form
from .wire import Frames, Head, Task, framed, of_error, to_task

TIRING = 128 << 10
"""KiB of memory that a worker may have grown by before it is replaced."""

_PIECE = 1 << 16


def main(arguments: Sequence[str]) -> None:
    """Open the store, say `ready`, and answer until nobody asks any more."""
    options = _options(arguments)
    confined = confine(options.relay)
    threading.Thread(target=_end_with_front, daemon=True).start()
    channel = socket.socket(fileno=options.socket)
    try:
        store = ox.Store.read_only(options.store)
        _warm(store)
    except (OSError, ValueError, RuntimeError) as error:
        channel.sendall(framed(of_error(EngineError(f"{options.store} cannot be opened: {error}"))))
        return
    _cap(options.memory)
    desk = _Desk(channel, store, options.union, options.rows, options.bytes)
    gc.freeze()
    channel.sendall(framed({"event": "ready", "confined": confined}))
    frames = Frames()
    while data := channel.recv(_PIECE):
        for head, body in frames.feed(data):
            desk.answer(to_task(head, body))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("munigraph.evaluation.worker")
    parser.add_argument("store")
    parser.add_argument("--union", action="store_true")
    for name in ("socket", "memory", "rows", "bytes", "relay"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args(arguments)


def _end_with_front() -> None:
    """pyoxigraph lets go of the interpreter while it evaluates, so this ends even an endless query."""
    with contextlib.suppress(OSError):
        while os.read(0, _PIECE):
            pass
    os._exit(0)


def _warm(store: ox.Store) -> None:
    """Have all that the first query needs in memory before memory is capped."""
    next(iter(store), None)
    store.query("ASK { ?s ?p ?o }", use_default_graph_as_union=True)


def _cap(memory: int) -> None:
    """Grant this process so much more address space than it has now; past that, allocating ends it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


class _Desk:
    """Answers tasks over a channel."""

    def __init__(self, channel: socket.socket, store: ox.Store, union: bool, rows: int, size: int) -> None:
        self.channel = channel
        self.store = store
        self.union = union
        self.rows = rows
        self.bytes = size
        self.fresh = _peak()

    def answer(self, task: Task) -> None:
        outlet: Outlet | None = None
        started = time.perf_counter()
        try:
            evaluation = evaluate(self.store, self.union, task.query, task.dataset, task.accept, task.gate)
            form = evaluation.form
            outlet = Outlet(form, evaluation.format.name, task.spool, self.rows, self.bytes, self._tell)
            head, body = self._written(evaluation, outlet)
            self._tell(
                {**head, "milliseconds": (time.perf_counter() - started) * 1000, **self._state()}, body
            )
        except MunigraphError as error:
            self._fail(error)
        except MemoryError:
            self._fail(QueryMemoryError("the answer took more memory than a query may"))
        except OSError as error:
            self._fail(EngineError(f"the answer could not be kept: {error.strerror or error}"))
        finally:
            if outlet is not None:
                outlet.drop()

    def _written(self, evaluation: Evaluation, outlet: Outlet) -> tuple[Head, bytes]:
        """Write the answer; what is left to say of it, and its bytes if it is small."""
        complete = True
        try:
            evaluation.write(outlet.sink, self.rows)
            body = outlet.end()
        except CutError:
            complete, body = False, outlet.cut()
        rows = self.rows if not complete else _rows(evaluation, outlet)
        if evaluation.cut:
            complete = False
            if outlet.spooled:
                raise AnswerTooLargeError(f"the answer has more than {self.rows} triples")
        if outlet.spooled:
            return {"event": "end", "rows": rows, "size": outlet.size}, b""
        head = {"event": "answer", "form": evaluation.form, "format": evaluation.format.name}
        return {**head, "rows": rows, "complete": complete}, body

    def _fail(self, error: MunigraphError) -> None:
        self._tell({**of_error(error), **self._state()})

    def _state(self) -> Head:
        """Whether this process should be replaced, because it keeps much memory of what it did."""
        return {"tired": _peak() > self.fresh + TIRING}

    def _tell(self, head: Head, body: bytes = b"") -> None:
        self.channel.sendall(framed(head, body))


def _peak() -> int:
    """The most memory this process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _rows(evaluation: Evaluation, outlet: Outlet) -> int:
    if evaluation.form is Form.GRAPH:
        return evaluation.triples
    return outlet.counter.rows if outlet.counter else 1


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        main(sys.argv[1:])
