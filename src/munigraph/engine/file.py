"""A single RDF file read into memory, to be asked as it is: nothing merged, nothing inferred."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from munigraph.errors import Fault, InputFaultsError, MissingError, UsageError
from munigraph.formats import GRAPH_FORMATS, of_file


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What a file holds, and the SHA-256 of its bytes as they stand on disk."""

    path: Path
    store: ox.Store
    sha256: str


def load(path: Path) -> LoadedFile:
    """Read an RDF file, compressed or not, in the format that its ending names.

    Raises MissingError when it cannot be read, UsageError when its ending names
    no format, InputFaultsError with line and column when it is faulty.
    """
    form = of_file(path.name)
    if form is None:
        endings = " ".join(f".{known.ending}" for known in GRAPH_FORMATS)
        raise UsageError(
            f"{path}: no RDF format has this ending", hint=f"known: {endings}, each also with .gz"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingError(f"{path} cannot be read: {error.strerror or error}") from error
    text = _unpacked(path, data) if path.name.lower().endswith(".gz") else data
    if form.name == "rdfxml":
        _refuse_doctype(path, text)
    if form.name == "jsonld":
        _refuse_remote_contexts(path, text)
    return LoadedFile(path, _parsed(path, text, GRAPH_FORMATS[form]), hashlib.sha256(data).hexdigest())


def _unpacked(path: Path, data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise _fault(path, f"this is not a whole gzip file: {error}") from error


def _parsed(path: Path, text: bytes, form: ox.RdfFormat) -> ox.Store:
    store = ox.Store()
    try:
        store.load(text, form)
    except SyntaxError as error:
        message = error.msg.partition(": ")[2] if error.lineno else error.msg
        if error.lineno:
            message = f"column {error.offset}: {message}"
        hint = "relative IRIs need a base: put @base <https://…/> first" if "No scheme" in message else ""
        raise _fault(path, message, error.lineno or 0, hint) from error
    except (ValueError, OSError) as error:
        raise _fault(path, str(error)) from error
    return store


def _refuse_doctype(path: Path, text: bytes) -> None:
    """Entities of a document type can fetch files and grow without end: none is ever read."""
    if b"\0" in text[:4] or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _fault(path, "RDF/XML is read in UTF-8 only")
    start = text.find(b"<!DOCTYPE")
    if start >= 0:
        line = text.count(b"\n", 0, start) + 1
        raise _fault(path, "RDF/XML with a DOCTYPE is refused", line, "write out its entities and remove it")


def _refuse_remote_contexts(path: Path, text: bytes) -> None:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        column = getattr(error, "colno", 0)
        raise _fault(
            path, f"column {column}: this is not JSON: {error}" if line else str(error), line
        ) from error
    remote = _remote_context(content)
    if remote:
        line = text[: max(text.find(remote.encode()), 0)].count(b"\n") + 1
        raise _fault(
            path, f"the context {remote} stands elsewhere and is not fetched", line, "put it into the file"
        )


def _remote_context(content: Any) -> str:
    """The first context that is named rather than given."""
    pending = [content]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            named = [*_named(node.get("@context")), *_named(node.get("@import"))]
            if named:
                return named[0]
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return ""


def _named(context: Any) -> list[str]:
    entries = context if isinstance(context, list) else [context]
    return [entry for entry in entries if isinstance(entry, str)]


def _fault(path: Path, message: str, line: int = 0, hint: str = "") -> InputFaultsError:
    return InputFaultsError([Fault(path, line, "", message, hint)])
