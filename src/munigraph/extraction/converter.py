"""Turns one PDF or web page into text, in a process of its own that may be ended at any moment.

Run as `python -m munigraph.extraction.converter KIND …`, by `conversion.py` only. The
file comes on standard input; a line of JSON and the text go to standard output. A
hostile file can make a parser run for hours or take all memory (300,000 nested `div`
took seven minutes): here it ends with the process.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Sequence

from .errors import DocumentError


def main(arguments: Sequence[str]) -> None:
    """Read standard input as `KIND` (pdf, html) under limits of memory and processor time."""
    kind, memory, seconds, pages, characters = arguments[0], *map(int, arguments[1:])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    data = sys.stdin.buffer.read()
    try:
        text, empty = _converted(kind, data, pages, characters)
        head: dict[str, object] = {"empty": empty}
    except DocumentError as error:
        text, head = "", {"error": type(error).__name__, "message": error.message, "hint": error.hint}
    except MemoryError:
        text, head = (
            "",
            {"error": "TooCostlyError", "message": "it takes too much memory to open", "hint": ""},
        )
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + text.encode("utf-8", "replace"))


def _converted(kind: str, data: bytes, pages: int, characters: int) -> tuple[str, tuple[int, ...]]:
    # Each parser is loaded only when it is needed: they are most of the time this takes.
    if kind == "pdf":
        from .pdf import pdf_text

        return pdf_text(data, pages, characters)
    from .html import html_text

    return html_text(data.decode("utf-8")), ()


if __name__ == "__main__":
    main(sys.argv[1:])
