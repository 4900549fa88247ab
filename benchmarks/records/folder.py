"""A project folder: our ontology, shapes and queries, and made-up files of all three kinds.

In memory stand the reference things, whose number is bounded, and one document at a time.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.data.generate import pages
from benchmarks.data.page import Page
from munigraph.names import Names
from munigraph.records.context import read_context

from .blocks import mapping
from .nodes import Inverse, Node, inverse, nodes

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("ontology", "shapes", "queries")
SEED = 1
REFERENCE = {
    "Country": "places",
    "Place": "places",
    "PoliticalParty": "parties",
    "Network": "networks",
    "Municipality": "municipalities",
    "GoverningBody": "bodies",
    "Administration": "bodies",
    "Person": "persons",
}
"""The file that a kind of thing is described in."""
MOST_IN_A_FILE = 2_000


@dataclass(frozen=True, slots=True)
class Written:
    """How much there is in a folder."""

    statements: int
    """Of the documents' graphs and the reference graph, evidence included."""
    records: int


def write_project(triples: int, folder: Path) -> Written:
    """Make a folder whose files state about so many triples."""
    for part in COPIED:
        shutil.copytree(ROOT / part, folder / part)
    data = folder / "data"
    for part in ("reference", "sources", "records"):
        (data / part).mkdir(parents=True)
    shutil.copy(ROOT / "data" / "release.yaml", data)
    names = Names()
    keys = inverse(read_context(folder / "ontology" / "context.jsonld", names), names)
    made = pages(triples, SEED)
    first = next(made)
    _write_reference(data / "reference", nodes(first.lines, keys))
    statements, records = len(first.lines), 0
    for page in made:
        _write_document(data, page, keys)
        statements += len(page.lines)
        records += 1
    return Written(statements, records)


def _write_reference(folder: Path, things: Iterable[Node]) -> None:
    """Things by kind, in files of a size that one would still edit."""
    kinds: dict[str, list[Node]] = defaultdict(list)
    for thing in things:
        kinds[REFERENCE[thing["type"]]].append(thing)
    for kind, found in kinds.items():
        for number, start in enumerate(range(0, len(found), MOST_IN_A_FILE), 1):
            name = f"{kind}-{number}" if len(found) > MOST_IN_A_FILE else kind
            _write(folder / f"{name}.yaml", {"facts": found[start : start + MOST_IN_A_FILE]})


def _write_document(data: Path, page: Page, keys: Inverse) -> None:
    """The source entry of a document, and the record of what it says."""
    document = f"document/{page.slug}"
    things = list(nodes(page.lines, keys))
    (source,) = (thing for thing in things if thing["id"] == document)
    facts = [thing for thing in things if thing is not source]
    _write(data / "sources" / f"{page.slug}.yaml", source)
    record = {"document": document, "curation": "curated", "facts": facts}
    _write(data / "records" / f"{page.slug}.yaml", record)


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text("".join(mapping(content)), encoding="utf-8", newline="\n")
