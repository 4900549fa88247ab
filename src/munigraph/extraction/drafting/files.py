"""Drafts as files of a project: read before, merged, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from munigraph.errors import WriteError
from munigraph.records import Project
from munigraph.records.references import nodes
from munigraph.records.yamlfile import YamlFile, parse_yaml, read_bytes

from .draft import Draft
from .ledger import Ledger
from .marks import is_human, marked
from .merging import Block, Merged, Record, merged, read
from .writing import record_text, remarks, source_text

SOURCES, RECORDS = "sources", "records"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one draft: how its files differ from before, and what in them a human has kept."""

    slug: str
    changed: bool
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The two files of a draft. A file that was moved to another folder stays where it is."""

    source: Path
    record: Path

    @classmethod
    def of(cls, draft: Draft, project: Project) -> Place:
        at = Path(draft.folder) / f"{draft.slug}.yaml"
        source = project.entries.get(("source", draft.slug))
        record = project.entries.get(("record", draft.slug))
        data = project.folder / "data"
        return cls(
            source.path if source else data / SOURCES / at, record.path if record else data / RECORDS / at
        )


def ledger(project: Project, slugs: Iterable[str]) -> Ledger:
    """What is described before some documents are drafted: by other files, and by humans in their records."""
    drafted = set(slugs)
    others = (entry for entry in project.entries.values() if entry.slug not in drafted)
    reserved = {
        name: entry.slug
        for entry in project.entries.values()
        if entry.kind == "record" and entry.slug in drafted
        for each in _record(entry.path).blocks
        if each.human
        for name in _described(each)
    }
    return Ledger((name for entry in others for name in entry.described), reserved)


def _described(block: Block) -> Iterator[str]:
    """What a node describes: itself, and nodes within it."""
    return (node["id"] for _, node in nodes(block.node, ()) if "type" in node)


def needed(project: Project, slugs: Iterable[str]) -> frozenset[str]:
    """The things that files name which are not drafted now."""
    drafted = set(slugs)
    return frozenset(
        name for entry in project.entries.values() if entry.slug not in drafted for name in entry.mentioned
    )


def combined(draft: Draft, project: Project, wanted: frozenset[str], *, anew: bool = False) -> Merged:
    """A draft merged with the record that the project has of its document; `anew` as if it had none."""
    path = Place.of(draft, project).record
    old = _record(path) if path.exists() and not anew else None
    return merged(f"document/{draft.slug}", draft.nodes, old, wanted)


def write(draft: Draft, one: Merged, project: Project) -> Written:
    """Write a draft's files, where they are not the same already.

    Raises WriteError where that cannot be done.
    """
    place = Place.of(draft, project)
    changed = _write(place.source, source_of(draft, place.source))
    if one.blocks:
        changed = _write(place.record, record_of(draft, one)) or changed
    elif place.record.exists():
        place.record.unlink()
        changed = True
    return Written(draft.slug, changed, one.conflicts)


def source_of(draft: Draft, path: Path | None) -> str:
    """The source entry; as a human left it where one has."""
    if path is not None and path.exists():
        file = parse_yaml(path, read_bytes(path))
        if is_human(file.content):
            return path.read_text(encoding="utf-8")
    return source_text(marked(draft.source))


def record_of(draft: Draft, one: Merged) -> str:
    """The record's text, with what could not be drafted as remarks at its end."""
    said = (f"Not drafted: {each.start}–{each.end}, {each.fact}: {each.reason}" for each in draft.left_out)
    return record_text(one.head, (each.text for each in one.blocks), remarks(said))


def _record(path: Path) -> Record:
    data = read_bytes(path)
    file: YamlFile = parse_yaml(path, data)
    return read(file, data.decode("utf-8"))


def _write(path: Path, text: str) -> bool:
    """Whether a file had to be written."""
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".yaml.new")
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror}") from error
    return True
