"""What was measured, as measurements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from munigraph.columns.tables import Token
from munigraph.description.statements import Value, term, typed
from munigraph.names import Names

from .completeness import Count
from .coverage import Covered
from .curation import Made
from .expectations import Expectation
from .measures import Measurement, digest, number, share
from .quality import Quality


def of_all(quality: Quality, names: Names) -> Iterator[Measurement]:
    """What was measured of all data together."""
    on = names.dataset
    covered = quality.covered.values()
    characters, evident = (sum(getattr(each, name) for each in covered) for name in ("characters", "evident"))
    for metric, value in (
        ("statements-asserted", number(len(quality.state.facts))),
        ("statements-inferred", number(len(quality.state.inferred))),
        ("evidence-coverage", share(evident, characters)),
        ("evidence-spans", number(sum(each.spans for each in covered))),
        ("things-with-evidence", number(quality.tally.things)),
        ("things-with-basis", number(quality.tally.with_basis)),
    ):
        yield Measurement(metric, "all", on, value)
    for metric, made in (
        ("records-by-curation", quality.records),
        ("things-by-curation", quality.tally.made),
    ):
        yield from (_made(metric, on, way, count) for way, count in made.items())
    for found, count in quality.results.items():
        more: list[tuple[str, Value]] = [("sh:resultSeverity", term(f"sh:{found.severity}"))]
        more += [("sh:sourceShape", ox.NamedNode(found.shape))] if found.shape else []
        more += [("sh:resultPath", ox.NamedNode(found.path))] if found.path else []
        yield Measurement("results", digest(*found), on, number(count), tuple(more))
    for wanted, counted in quality.completeness.counts.items():
        yield from _complete(on, wanted, counted) if counted.members else ()


def of_documents(quality: Quality, names: Names, documents: Iterable[int]) -> Iterator[Measurement]:
    """What was measured of some documents, given by number."""
    terms = quality.state.facts.terms.names
    for document in documents:
        slug = _slug(terms[document], names)
        covered = quality.covered.get(document)
        if slug and covered is not None:
            yield from _covered(
                slug, names.graph(slug), covered, quality.results_by_document.get(document, 0)
            )


def changed_documents(old: Quality, new: Quality) -> list[int]:
    """The documents for which something else was measured than before."""
    numbers = {*old.covered, *new.covered}
    return [
        each
        for each in numbers
        if old.covered.get(each) != new.covered.get(each)
        or old.results_by_document.get(each) != new.results_by_document.get(each)
    ]


def _covered(slug: str, graph: str, covered: Covered, results: int) -> Iterator[Measurement]:
    for metric, value in (
        ("evidence-coverage", share(covered.evident, covered.characters)),
        ("evidence-spans", number(covered.spans)),
        ("things-with-evidence", number(covered.things)),
        ("things-with-basis", number(covered.with_basis)),
    ):
        yield Measurement(metric, slug, graph, value)
    if results:
        yield Measurement("results", slug, graph, number(results))


def _made(metric: str, on: str, way: Made, count: int) -> Measurement:
    curation, verified = way
    more: list[tuple[str, Value]] = [("mg:curation", ox.NamedNode(curation))]
    if verified:
        more.append(("mg:verified", typed(verified, "boolean")))
    return Measurement(metric, digest(*way), on, number(count), tuple(more))


def _complete(on: str, wanted: Expectation, counted: Count) -> Iterator[Measurement]:
    about = digest(*map(str, wanted.key))
    more: list[tuple[str, Value]] = [
        ("sh:targetClass", ox.NamedNode(wanted.class_)),
        ("sh:inversePath" if wanted.inverse else "sh:path", ox.NamedNode(wanted.prop)),
        ("void:entities", number(counted.members)),
    ]
    if wanted.language:
        more.append(("schema:inLanguage", ox.Literal(wanted.language)))
    if wanted.severity is not None:
        more.append(("sh:severity", term(f"sh:{wanted.severity.value}")))
    for metric, count in (("completeness", counted.stated), ("completeness-with-inference", counted.known)):
        if metric == "completeness" or count != counted.stated:
            having = ("void:distinctSubjects", number(count))
            yield Measurement(metric, about, on, share(count, counted.members), (*more, having))


def _slug(token: Token, names: Names) -> str:
    """What a document and its graph are called; empty for one that has no graph of ours."""
    start = f"<{names.thing('document/')}"
    return token.removeprefix(start).removesuffix(">") if token.startswith(start) else ""
