"""What each input file comes to: its statements, and what has to fit together between the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from munigraph.errors import Fault, InputFaultsError, UnavailableError
from munigraph.keeping import Keep
from munigraph.names import VOCABULARY, Names

from .context import Context
from .evidence import empty_spans, spans
from .populate import quads_of
from .references import mentions, nodes
from .schema import FileKind, ShapeChecker
from .yamlfile import YamlFile, parse_yaml, read_bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One input file, of the right form, without what it says."""

    path: Path
    slug: str
    """Its name without the ending."""
    kind: FileKind
    digest: str
    """The SHA-256 of its bytes."""
    described: tuple[str, ...]
    """The ids of things that it gives a type, as often as it does."""
    mentioned: tuple[str, ...]
    """Ids that it names and does not describe."""
    concepts: tuple[str, ...]
    """IRIs of our concepts that it names."""
    characters: int
    """Of a source: the length of its text."""
    reach: int
    """Of a record: where its last span ends."""


class Reader:
    """Reads input files, or finds what was read of the same bytes before."""

    def __init__(self, context: Context, names: Names, keep: Keep) -> None:
        self._context = context
        self._names = names
        self._keep = keep
        self._checkers: dict[FileKind, ShapeChecker] = {}
        self._basis = json.dumps([names.base, context.content], sort_keys=True)

    def entry(self, path: Path, kind: FileKind) -> Entry:
        """Read a file.

        Raises InputFaultsError with all its faults of form.
        """
        data = read_bytes(path)
        kept = self._kept(path, kind, hashlib.sha256(data).hexdigest(), data)
        head: dict[str, Any] = json.loads(kept[: kept.index(b"\n")])
        lists = {key: tuple(value) for key, value in head.items() if isinstance(value, list)}
        return Entry(**{**head, **lists, "path": path})

    def lines(self, entry: Entry) -> list[str]:
        """What a file states, as lines of N-Quads in no order.

        Raises UnavailableError when the file is another one by now.
        """
        kept = self._kept(entry.path, entry.kind, entry.digest, None)
        return kept[kept.index(b"\n") + 1 :].decode().splitlines()

    def file(self, entry: Entry) -> YamlFile:
        """The file itself, for those who have to say where in it something stands."""
        return parse_yaml(entry.path, read_bytes(entry.path))

    def _kept(self, path: Path, kind: FileKind, digest: str, data: bytes | None) -> bytes:
        def make() -> bytes:
            content = read_bytes(path) if data is None else data
            if hashlib.sha256(content).hexdigest() != digest:
                raise UnavailableError(f"{path} changed while it was read", hint="build again")
            return self._made(parse_yaml(path, content), kind)

        made_of = "\0".join((kind, path.stem, digest, self._basis))
        return self._keep("file", made_of.encode(), make)

    def _made(self, file: YamlFile, kind: FileKind) -> bytes:
        faults = self._checker(kind).faults(file) or list(_misplaced(file, kind))
        if faults:
            raise InputFaultsError(faults)
        entry = _entry(file, kind, self._context)
        head = {**asdict(entry), "path": ""}
        quads = quads_of(file, kind, self._names, self._context)
        lines = ox.serialize(quads, None, ox.RdfFormat.N_QUADS) or b""
        return json.dumps(head, ensure_ascii=False).encode() + b"\n" + lines

    def _checker(self, kind: FileKind) -> ShapeChecker:
        if kind not in self._checkers:
            self._checkers[kind] = ShapeChecker(self._context, kind)
        return self._checkers[kind]


def _misplaced(file: YamlFile, kind: FileKind) -> Iterator[Fault]:
    """A record and its source entry carry the same slug, in name and content; no span is empty."""
    wanted = f"document/{file.path.stem}"
    key = {"record": "document", "source": "id"}.get(kind)
    if key is not None and file.content[key] != wanted:
        yield file.fault((key,), f"does not fit the file's name: should be {wanted}")
    if kind == "record":
        yield from empty_spans(file)


def _entry(file: YamlFile, kind: FileKind, context: Context) -> Entry:
    described = tuple(node["id"] for _, node in nodes(file.content, ()) if "type" in node)
    mentioned: set[str] = set()
    concepts: set[str] = set()
    for _, node in nodes(file.content, ()):
        mentioned.add(node["id"])
        for _, term, item in mentions(node, context):
            if term.kind == "reference":
                mentioned.add(item)
            elif term.values.startswith(VOCABULARY):
                concepts.add(term.values + item)
    return Entry(
        path=file.path,
        slug=file.path.stem,
        kind=kind,
        digest=file.digest,
        described=described,
        mentioned=tuple(sorted(mentioned.difference(described))),
        concepts=tuple(sorted(concepts)),
        characters=file.content["characters"] if kind == "source" else 0,
        reach=max((span.end for span in spans(file)), default=0) if kind == "record" else 0,
    )


def shared(entries: Iterable[Entry]) -> list[Entry]:
    """Entries whose equal names are one string in memory."""
    known: dict[str, str] = {}

    def one(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known.setdefault(name, name) for name in names)

    return [replace(entry, mentioned=one(entry.mentioned), concepts=one(entry.concepts)) for entry in entries]
