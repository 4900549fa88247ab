"""From input files to a release, and from what changed in them to the next one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from munigraph.columns.bags import Bag, Columns, Delta
from munigraph.columns.lines import lines
from munigraph.columns.tables import Statement, Tables, statement
from munigraph.description import About, Figures, read_about
from munigraph.errors import InputFaultsError, MissingError, UnavailableError
from munigraph.names import Names
from munigraph.quality import Quality, State, changed_documents
from munigraph.reasoning import Closure, revised
from munigraph.records import Entry, Project, read_project
from munigraph.release import LeafReader, Release, Releases
from munigraph.validation import with_hierarchy
from munigraph.validation.data import Data

from . import plan
from .cache import Cache
from .called import Register
from .edition import Edition, document_lines
from .index import Indexing
from .means import BY_COLUMNS, Means, Reasoner
from .publish import Published, current, only_build, publish, workplace
from .refusal import contradicted, violated
from .statements import GraphDelta, LineDelta, difference
from .stopwatch import Stopwatch
from .store import Store
from .walk import Checked, check, nobody, reason


def build(
    folder: Path,
    names: Names,
    releases: Releases,
    sources: Path | None,
    watch: Stopwatch,
    means: Means = BY_COLUMNS,
) -> Release:
    """Make a release of the input files and switch to it; raises what `Compiler.build` raises."""
    return Compiler(folder, names, releases, sources, means).build(watch)


@dataclass(frozen=True, slots=True)
class _Made:
    """A release, and all it was made of."""

    basis: str
    """Stands for all input that is not a source, a record or a reference file."""
    about: About
    checked: Checked
    closure: Closure
    inferred: Tables
    quality: Quality
    others: Bag
    """What files do not state and is not inferred: ontology, provenance, reports, the examples."""
    figures: Figures
    register: Register
    published: Published


class Compiler:
    """Makes releases of one project. It remembers the last one, and makes the next of what changed."""

    def __init__(
        self,
        folder: Path,
        names: Names,
        releases: Releases,
        sources: Path | None,
        means: Means = BY_COLUMNS,
    ) -> None:
        self._folder = folder
        self._names = names
        self._releases = releases
        self._sources = sources
        self._means = means
        self._cache = Cache(releases.home / "cache")
        self._last: _Made | None = None

    def build(self, watch: Stopwatch) -> Release:
        """Make a release of the input files and switch to it.

        Raises what `check` and `reason` raise; UnavailableError when another build runs;
        WriteError when the disk refuses. In every case what was served before is served still.
        """
        with only_build(self._releases):
            last = self._last
            if last is None or not self._may_follow(last):
                self._last = self._anew(watch)
            else:
                try:
                    self._last = self._next(last, watch)
                except (MissingError, UnavailableError):  # what the last release or the cache had is gone
                    self._last = self._anew(watch)
            return self._last.published.release

    def _may_follow(self, last: _Made) -> bool:
        """Whether sources, records and reference files are all that may have changed since then."""
        return (
            last.checked.validation is not None
            and self._means.reasoner is Reasoner.COLUMNS
            and self._releases.current_id() == last.published.release.id
            and _basis(self._folder) == last.basis
        )

    def _anew(self, watch: Stopwatch) -> _Made:
        former = current(self._releases)
        with self._cache, Store(workplace(self._releases) / "store") as store:
            return self._anew_after(former, store if former is None else None, watch)

    def _anew_after(self, former: Published | None, store: Store | None, watch: Stopwatch) -> _Made:
        """A release made of all input; `store` begins to be loaded while that is being read."""
        basis = _basis(self._folder)
        hear = nobody if store is None else store.add_graph
        keep = self._cache.kept
        checked = check(self._folder, self._names, self._sources, watch, self._means, keep, hear)
        about = read_about(self._folder / "data" / "release.yaml")
        with watch.step("reason"):
            closure = reason(checked, self._means, keep)
            inferred = closure.derived()
        with watch.step("describe"):
            quality = Quality.of(_state(checked, inferred), checked.wanted, checked.report)
            edition = Edition(about, checked.statements, checked.fixed, inferred, checked.report, quality)
            others = Bag.of(checked.facts.tables.terms, map(statement, edition.other_lines()))
            figures = Figures.of([checked.facts.tables, inferred, others.tables])
            register = Register.of(checked.facts.tables, others.tables)
        with watch.step("write"):
            shared = former is not None and former.shares_with(self._names.prefixes())
            leaves = former.leaves if former is not None and shared else None
            total = len(checked.facts) + len(inferred) + len(others)
            pieces = watch.weighed(plan.whole(edition.graphs(), leaves), partial(plan.quads, leaves), total)
            indexing = Indexing(register, None)
            published = publish(edition, figures, pieces, former, self._releases, store, indexing)
        return _Made(basis, about, checked, closure, inferred, quality, others, figures, register, published)

    def _next(self, last: _Made, watch: Stopwatch) -> _Made:
        checked, stated, change = self._checked_again(last.checked, watch)
        if not stated:
            return replace(last, checked=checked)
        with watch.step("reason"):
            closure, derived = self._reasoned_again(last, checked, change)
            inferred = derived.applied(last.inferred)
        with watch.step("describe"):
            state = _state(checked, inferred)
            quality = last.quality.revised(state, (change, derived), checked.report)
            edition = Edition(
                last.about, checked.statements, checked.fixed, inferred, checked.report, quality
            )
            told = self._told_otherwise(last, edition)
            others, retold = last.others.revised(*_statements(told))
            layers = [checked.facts.tables, inferred, others.tables]
            figures = last.figures.revised(layers, [change, derived, retold])
            register, renamed = last.register.revised(checked.facts.tables, others.tables, change, retold)
            delta = _together(stated, told, {self._names.graph("inferred"): self._lines(inferred, derived)})
        with watch.step("write"):
            former = last.published
            with LeafReader(former.release.path, former.leaves) as reader:
                pieces = plan.revised(former.leaves, reader, delta)
                indexing = Indexing(register, renamed)
                published = publish(edition, figures, pieces, former, self._releases, None, indexing)
        return replace(
            last,
            checked=checked,
            closure=closure,
            inferred=inferred,
            quality=quality,
            others=others,
            figures=figures,
            register=register,
            published=published,
        )

    def _checked_again(self, last: Checked, watch: Stopwatch) -> tuple[Checked, GraphDelta, Delta]:
        """What `check` would say, and how what is stated differs."""
        with watch.step("read"):
            keep = self._cache.kept
            project = read_project(self._folder, self._names, keep, watch, last.project)
            touched = _touched(last.project, project)
            faults = list(project.faults(last.ontology.concepts, touched))
            if self._sources is not None and not faults:
                faults += project.wording_faults(self._sources, touched)
            if faults:
                raise InputFaultsError(faults)
        with watch.step("gather"):
            statements, stated = last.statements.revised(project)
            facts, change = last.facts.revised(*_statements(stated))
        with watch.step("validate"):
            data = with_hierarchy(facts.tables, last.ontology.axioms)
            validation = None if last.validation is None else last.validation.revised(data, change)
            report = last.report if validation is None else validation.report
        if not report.conforms:
            raise violated(report, project)
        checked = replace(
            last,
            project=project,
            statements=statements,
            facts=facts,
            data=data,
            report=report,
            validation=validation,
        )
        return checked, stated, change

    def _reasoned_again(self, last: _Made, checked: Checked, change: Delta) -> tuple[Closure, Delta]:
        """What `reason` would say, and how what is worth reading of it differs."""
        revision = revised(last.closure, change)
        if revision is None:
            closure = reason(checked, self._means, self._cache.kept)
            return closure, Delta.between(last.inferred, closure.derived())
        if revision.closure.clashes:
            raise contradicted(revision.closure.clashes, checked.facts.tables, checked.project)
        return revision.closure, revision.derived

    def _told_otherwise(self, last: _Made, edition: Edition) -> GraphDelta:
        """How the report, what was measured and the provenance of documents differ."""
        names, version = self._names, last.about.version
        former = replace(
            edition,
            statements=last.checked.statements,
            report=last.checked.report,
            quality=last.quality,
        )
        measured = changed_documents(last.quality, edition.quality)
        before, after = (each.project.of("record") for each in (former.statements, edition.statements))
        changed = sorted(slug for slug in {*before, *after} if before.get(slug) != after.get(slug))
        gone, come = (
            [line for slug in changed if slug in side for line in document_lines(names, version, side[slug])]
            for side in (before, after)
        )
        return {
            names.graph("provenance"): difference(gone, come),
            names.graph("validation"): difference(former.validation_lines(), edition.validation_lines()),
            names.graph("quality"): difference(
                former.quality_lines(measured), edition.quality_lines(measured)
            ),
        }

    def _lines(self, inferred: Tables, derived: Delta) -> LineDelta:
        graph = self._names.graph("inferred")

        def ordered(columns: Columns) -> list[str]:
            return sorted(lines(inferred.terms, columns, graph))

        return LineDelta(ordered(derived.gone), ordered(derived.come))


def _state(checked: Checked, inferred: Tables) -> State:
    """What is measured."""
    return State(checked.facts.tables, Data(checked.data), inferred)


def _basis(folder: Path) -> str:
    """The SHA-256 of all input that is not a source, a record or a reference file."""
    digest = hashlib.sha256()
    paths = (path for part in ("ontology", "shapes", "queries") for path in (folder / part).rglob("*"))
    for path in sorted((*paths, folder / "data" / "release.yaml")):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _touched(last: Project, project: Project) -> list[Entry]:
    """The files whose fit with the others may not be what it was."""
    new = {key for key, entry in project.entries.items() if last.entries.get(key) != entry}
    lost = {
        name
        for key, entry in last.entries.items()
        if project.entries.get(key) != entry
        for name in entry.described
        if not project.described.get(name)
    }
    slugs = {slug for _, slug in new}
    return [
        entry
        for key, entry in project.entries.items()
        if key in new or entry.slug in slugs or (lost and not lost.isdisjoint(entry.mentioned))
    ]


def _statements(delta: GraphDelta) -> tuple[Iterable[Statement], Iterable[Statement]]:
    removed = chain.from_iterable(each.removed for each in delta.values())
    added = chain.from_iterable(each.added for each in delta.values())
    return map(statement, removed), map(statement, added)


def _together(*deltas: GraphDelta) -> GraphDelta:
    """Changes of graphs as one; what is said of one graph in several has nothing in common."""
    found: GraphDelta = {}
    for delta in deltas:
        for graph, change in delta.items():
            former = found.get(graph, LineDelta([], []))
            found[graph] = LineDelta(
                sorted(former.removed + change.removed), sorted(former.added + change.added)
            )
    return {graph: change for graph, change in found.items() if any(change)}
