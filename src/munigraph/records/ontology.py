"""The ontology's files as quads: terms, vocabularies, alignments, instance links."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import yaml

from munigraph.errors import Fault, InputFaultsError
from munigraph.names import Names

_SKOS_CONCEPT = ox.NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the ontology's folder says. Each part is in the graph of its name, links among the alignments."""

    terms: tuple[ox.Quad, ...]
    """The terms and axioms in `munigraph.ttl`, in graph `ontology`."""
    vocabularies: tuple[ox.Quad, ...]
    """The SKOS schemes in `vocabularies/`."""
    alignments: tuple[ox.Quad, ...]
    """The axioms that tie our terms to outside vocabularies (`alignments/*.ttl`)."""
    links: tuple[ox.Quad, ...]
    """The links from our things to those of other graphs (`alignments/*.sssom.tsv`)."""

    @property
    def axioms(self) -> tuple[ox.Quad, ...]:
        return self.terms + self.alignments

    @property
    def concepts(self) -> set[str]:
        """The IRIs of all SKOS concepts."""
        return {
            quad.subject.value
            for quad in self.vocabularies
            if quad.predicate == _RDF_TYPE
            and quad.object == _SKOS_CONCEPT
            and isinstance(quad.subject, ox.NamedNode)
        }


def read_ontology(folder: Path, names: Names) -> Ontology:
    """Read the ontology's folder.

    Raises InputFaultsError for a file that is missing or does not read.
    """
    return Ontology(
        tuple(ontology_quads(folder, names)),
        tuple(vocabulary_quads(folder, names)),
        tuple(alignment_quads(folder, names)),
        tuple(_link_quads(folder, names)),
    )


def ontology_quads(folder: Path, names: Names) -> Iterator[ox.Quad]:
    """The terms and axioms in `ontology/munigraph.ttl`, in graph `ontology`."""
    yield from _turtle(folder / "munigraph.ttl", names.graph("ontology"))


def vocabulary_quads(folder: Path, names: Names) -> Iterator[ox.Quad]:
    """The SKOS schemes in `ontology/vocabularies/`, in graph `vocabularies`."""
    for path in sorted((folder / "vocabularies").glob("*.ttl")):
        yield from _turtle(path, names.graph("vocabularies"))


def alignment_quads(folder: Path, names: Names) -> Iterator[ox.Quad]:
    """The axioms that tie our terms to outside vocabularies (`alignments/*.ttl`), in graph `alignments`."""
    for path in sorted((folder / "alignments").glob("*.ttl")):
        yield from _turtle(path, names.graph("alignments"))


def _link_quads(folder: Path, names: Names) -> Iterator[ox.Quad]:
    """The links from our things to those of other graphs (`alignments/*.sssom.tsv`)."""
    for path in sorted((folder / "alignments").glob("*.sssom.tsv")):
        yield from _mappings(path, names, names.graph("alignments"))


def _turtle(path: Path, graph: str) -> Iterator[ox.Quad]:
    """Parse one Turtle file, with blank nodes that no other file's can meet."""
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
    except SyntaxError as error:
        raise InputFaultsError(
            [Fault(path, error.lineno or 0, "", f"no valid Turtle: {error.msg}")]
        ) from error
    except OSError as error:
        raise InputFaultsError([Fault(path, 0, "", f"cannot be read: {error.strerror}")]) from error


def _mappings(path: Path, names: Names, graph: str) -> Iterator[ox.Quad]:
    """The mappings of one SSSOM/TSV file (mapping set metadata in `#` lines, then a table)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line.removeprefix("#") for line in lines if line.startswith("#")]
    try:
        curies: dict[str, str] = yaml.safe_load("\n".join(head))["curie_map"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise InputFaultsError([Fault(path, 1, "curie_map", f"no readable SSSOM header: {error}")]) from error
    curies["id"] = names.things
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    for number, row in enumerate(rows, start=len(head) + 2):
        try:
            subject, predicate, target = (
                ox.NamedNode(_expanded(row[column], curies))
                for column in ("subject_id", "predicate_id", "object_id")
            )
        except (KeyError, ValueError, AttributeError) as error:
            raise InputFaultsError([Fault(path, number, "", f"no valid mapping: {error}")]) from error
        yield ox.Quad(subject, predicate, target, ox.NamedNode(graph))


def _expanded(curie: str, curies: dict[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return curies[prefix] + local
