"""The walk, from the input files to a release."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pyoxigraph as ox

from munigraph.columns.tables import Statement, tokens
from munigraph.description import About, provenance_quads, read_about
from munigraph.description.examples import example_quads
from munigraph.errors import InputFaultsError
from munigraph.keeping import Keep, made_anew
from munigraph.names import Names
from munigraph.reasoning import Closure, Terminology, close, close_with_owlrl, is_axiom
from munigraph.records import Project, read_project
from munigraph.records.evidence import offset_faults, texts_by_digest, wording_faults
from munigraph.records.ontology import alignment_quads, concepts, link_quads, ontology_quads, vocabulary_quads
from munigraph.records.populate import populate
from munigraph.records.references import reference_faults
from munigraph.records.schema import record_schema
from munigraph.release import Release, Releases
from munigraph.validation import Report, Validator, read_shapes, report_quads, report_table, validate

from .cache import Cache
from .canonical import canonical
from .places import node_places
from .publish import Contents, only_build, publish
from .refusal import contradicted, violated
from .stopwatch import Stopwatch


class Reasoner(Enum):
    """Who closes the graph. Both give the same; owlrl takes time quadratic in the graph's size."""

    COLUMNS = "columns"
    OWLRL = "owlrl"

    def close(
        self, asserted: Sequence[ox.Quad], ontology: Sequence[ox.Quad], keep: Keep = made_anew
    ) -> Closure:
        """Close facts under the ontology's axioms, and such as stand among the facts.

        Raises UnsupportedAxiomError for a construct that the reasoner does not know.
        """
        axioms = canonical((*ontology, *filter(is_axiom, asserted)))
        facts = [quad for quad in asserted if not is_axiom(quad)]
        if self is Reasoner.OWLRL:
            return close_with_owlrl(lambda: tokens(facts), Terminology(axioms, True, keep))
        return close(lambda: tokens(facts), Terminology(axioms, False, keep))


@dataclass(frozen=True, slots=True)
class Means:
    """By what the graph is closed and checked: fast, or by the libraries that are the measure of it."""

    reasoner: Reasoner = Reasoner.COLUMNS
    validator: Validator = Validator.COLUMNS


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the ontology's folder says."""

    terms: tuple[ox.Quad, ...]
    vocabularies: tuple[ox.Quad, ...]
    alignments: tuple[ox.Quad, ...]
    links: tuple[ox.Quad, ...]

    @property
    def axioms(self) -> tuple[ox.Quad, ...]:
        return self.terms + self.alignments


@dataclass(frozen=True, slots=True)
class Checked:
    """Input that may be released as far as files, references and shapes go."""

    project: Project
    ontology: Ontology
    facts: tuple[ox.Quad, ...]
    report: Report


def check(
    folder: Path,
    names: Names,
    sources: Path | None,
    watch: Stopwatch,
    means: Means = Means(),
    keep: Keep = made_anew,
) -> Checked:
    """Read everything, and find everything wrong with it that can be found without reasoning.

    With `sources`, a folder of source texts, each span must select its wording.

    Raises InputFaultsError for faulty files, RefusedBuildError when shapes are violated.
    """
    with watch.step("read"):
        project = read_project(folder, names, keep, watch)
        ontology = read_ontology(folder / "ontology", names)
        faults = [*reference_faults(project, concepts(iter(ontology.vocabularies))), *offset_faults(project)]
        if sources is not None and not faults:
            faults += wording_faults(project, texts_by_digest(sources))
        if faults:
            raise InputFaultsError(faults)
    with watch.step("populate"):
        facts = tuple(populate(project, keep, watch))
    with watch.step("validate"):
        shapes = read_shapes(folder / "shapes")
        report = validate(facts + ontology.vocabularies, ontology.axioms, shapes, means.validator)
    if not report.conforms:
        raise violated(report, names, node_places(project))
    return Checked(project, ontology, facts, report)


def build(
    folder: Path,
    names: Names,
    releases: Releases,
    sources: Path | None,
    watch: Stopwatch,
    means: Means = Means(),
) -> Release:
    """Make a release of the input files and switch to it.

    Raises what `check` raises; RefusedBuildError when facts contradict the axioms;
    UnavailableError when another build runs; WriteError when the disk refuses. In
    every case what was served before is served still.
    """
    cache = Cache(releases.home / "cache")
    with only_build(releases), cache:
        checked = check(folder, names, sources, watch, means, cache.kept)
        about = read_about(folder / "data" / "release.yaml")
        asserted = (*checked.facts, *checked.ontology.vocabularies)
        with watch.step("reason"):
            closure = means.reasoner.close(asserted, checked.ontology.axioms, cache.kept)
            if closure.clashes:
                raise contradicted(closure.clashes, asserted, names, node_places(checked.project))
        with watch.step("describe"):
            inferred = _in_graph(closure.derived(), names.graph("inferred"))
            contents = _contents(folder, checked, inferred, about)
        with watch.step("write"):
            return publish(contents, releases)


def _contents(folder: Path, checked: Checked, inferred: Iterable[ox.Quad], about: About) -> Contents:
    project, ontology = checked.project, checked.ontology
    report = tuple(report_quads(checked.report, project.names))
    quads = canonical(
        (
            *checked.facts,
            *ontology.terms,
            *ontology.vocabularies,
            *ontology.alignments,
            *ontology.links,
            *inferred,
            *provenance_quads(project, about.version),
            *report,
            *example_quads(folder / "queries", project.names),
        )
    )
    schema = json.dumps(record_schema(project.context), ensure_ascii=False, indent=1, sort_keys=True)
    return Contents(
        quads=quads,
        about=about,
        names=project.names,
        report=report,
        table=report_table(checked.report, project.names),
        warnings=len(checked.report.results),
        schema=schema + "\n",
    )


def read_ontology(folder: Path, names: Names) -> Ontology:
    return Ontology(
        tuple(ontology_quads(folder, names)),
        tuple(vocabulary_quads(folder, names)),
        tuple(alignment_quads(folder, names)),
        tuple(link_quads(folder, names)),
    )


def _in_graph(statements: Iterable[Statement], graph: str) -> list[ox.Quad]:
    lines = "".join(f"{' '.join(statement)} <{graph}> .\n" for statement in statements)
    return list(ox.parse(lines.encode(), ox.RdfFormat.N_QUADS))
