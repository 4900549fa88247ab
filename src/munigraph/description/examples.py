"""The example queries, as `sh:SPARQLExecutable`s in the graph itself, and the prefixes they use.

SHACL has executables for SELECT, CONSTRUCT and ASK, so these are the forms an example may have.

A query file opens with a header of `# key: value` lines: `title.en`, `comment.en`
and the same in `da` and `sv`; also `topic.en` and so on, if it is to stand among its like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from munigraph.errors import Fault, InputFaultsError
from munigraph.names import Names

from .statements import in_languages, statements, term, typed

_LANGUAGES = ("en", "da", "sv")
_KINDS = ("title", "comment", "topic")
_FORM = re.compile(r"^\s*(SELECT|CONSTRUCT|ASK)\b", re.MULTILINE | re.IGNORECASE)
_CLASSES = {
    "SELECT": "SPARQLSelectExecutable",
    "CONSTRUCT": "SPARQLConstructExecutable",
    "ASK": "SPARQLAskExecutable",
}


@dataclass(frozen=True, slots=True)
class Example:
    """One example query: what it asks, in three languages, and the query itself."""

    name: str
    title: dict[str, str]
    comment: dict[str, str]
    topic: dict[str, str]
    """Empty for an example that stands alone."""
    form: str
    query: str


def read_examples(folder: Path) -> list[Example]:
    """All example queries of a folder, in order of their names.

    Raises InputFaultsError when a header lacks a title, a comment or a topic in a language.
    """
    return [_read(path) for path in sorted(folder.glob("*.rq"))]


def example_quads(folder: Path, names: Names) -> Iterator[ox.Quad]:
    """The examples and our prefixes as RDF (SHACL §5.2, `sh:prefixes`) in graph `queries`."""
    graph = ox.NamedNode(names.graph("queries"))
    dataset = ox.NamedNode(names.dataset)
    for prefix, start in names.prefixes().items():
        node = ox.NamedNode(f"{names.dataset}#prefix-{prefix}")
        yield from statements(dataset, graph, ("sh:declare", node))
        yield from statements(
            node, graph, ("sh:prefix", ox.Literal(prefix)), ("sh:namespace", typed(start, "anyURI"))
        )
    for example in read_examples(folder):
        node = ox.NamedNode(names.thing(f"query/{example.name}"))
        yield from statements(
            node,
            graph,
            ("a", [term("sh:SPARQLExecutable"), term(f"sh:{_CLASSES[example.form]}")]),
            ("rdfs:label", in_languages(example.title)),
            ("rdfs:comment", in_languages(example.comment)),
            ("schema:keywords", in_languages(example.topic)),
            ("sh:prefixes", dataset),
            (f"sh:{example.form.lower()}", ox.Literal(example.query)),
            ("schema:target", ox.NamedNode(f"{names.base}/sparql")),
        )


def _read(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    body: list[str] = []
    for line in text.splitlines():
        key, colon, value = line.removeprefix("# ").partition(": ")
        if line.startswith("# ") and colon and not body:
            header[key] = value.strip()
        else:
            body.append(line)
    has_topic = any(key.startswith("topic.") for key in header)
    kinds = _KINDS if has_topic else _KINDS[:2]
    wanted = [f"{kind}.{language}" for kind in kinds for language in _LANGUAGES]
    faults = [Fault(path, 1, key, "missing in the header") for key in wanted if not header.get(key)]
    query = "\n".join(body).strip() + "\n"
    form = _FORM.search(query)
    if form is None:
        faults.append(Fault(path, 1, "", "holds no SELECT, CONSTRUCT or ASK query"))
    if faults or form is None:
        raise InputFaultsError(faults)
    title, comment, topic = (
        {language: header[key] for language in _LANGUAGES if (key := f"{kind}.{language}") in header}
        for kind in _KINDS
    )
    return Example(path.stem, title, comment, topic, form[1].upper(), query)
