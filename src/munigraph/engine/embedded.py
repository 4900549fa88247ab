"""The default engine: pyoxigraph on a store that nothing changes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

from .errors import EngineError, NotAcceptableError, QueryError
from .lexical import chooses_dataset, prologue
from .outside import refuse_service
from .protocol import Answer, Dataset, Form, Query
from .rows import CountingSpool
from .spool import Spool
from .syntax import faulty

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Embedded:
    """Answers in this process.

    `source` is the id of what is served; with `union` the default graph is the
    union of all graphs, otherwise it is the store's own.
    """

    store: ox.Store
    source: str
    union: bool

    def answer(self, query: Query, dataset: Dataset, accept: Sequence[str]) -> Answer:
        started = time.perf_counter()
        refuse_service(query.text)
        results = self._evaluated(query, dataset)
        form = _form(results)
        chosen = _chosen(form, accept)
        if isinstance(results, ox.QueryTriples):
            spool, rows = _graph(results, chosen, prologue(query.text).prefixes)
        else:
            spool, rows = _table(results, chosen)
        milliseconds = (time.perf_counter() - started) * 1000
        return Answer(form, chosen, rows, True, milliseconds, self.source, spool.size, spool)

    def _evaluated(self, query: Query, dataset: Dataset) -> Results:
        default, named = _graphs(dataset.default_graphs), _graphs(dataset.named_graphs)
        union = self.union and not dataset and not chooses_dataset(query.text)
        try:
            return self.store.query(
                query.text,
                base_iri=query.base,
                use_default_graph_as_union=union,
                default_graph=[*default] if dataset else None,
                named_graphs=[*named] if dataset else None,
            )
        except SyntaxError as error:
            raise faulty(str(error), query.text) from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(str(error)) from error
        except OSError as error:
            raise EngineError(f"the store cannot be read: {error}") from error


def _graphs(iris: Iterable[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(
            f"a graph is named by something that is not an IRI: {error}",
            hint="default-graph-uri and named-graph-uri take absolute IRIs",
        ) from error


def _form(results: Results) -> Form:
    if isinstance(results, ox.QueryTriples):
        return Form.GRAPH
    return Form.ASK if isinstance(results, ox.QueryBoolean) else Form.SELECT


def _chosen(form: Form, accept: Sequence[str]) -> Format:
    known = {known.name: known for known in (GRAPH_FORMATS if form is Form.GRAPH else RESULT_FORMATS)}
    for name in accept:
        if name in known:
            return known[name]
    kind = "a graph" if form is Form.GRAPH else "a table" if form is Form.SELECT else "yes or no"
    raise NotAcceptableError(
        f"this query answers with {kind}, for which none of the formats asked for is made",
        hint="these are: " + ", ".join(choice.media_type for choice in known.values()),
    )


def _table(results: ox.QuerySolutions | ox.QueryBoolean, chosen: Format) -> tuple[Spool, int]:
    spool = CountingSpool(chosen.name)
    with _evaluating(spool):
        results.serialize(spool.sink, RESULT_FORMATS[chosen])
    return spool, 1 if isinstance(results, ox.QueryBoolean) else spool.rows


def _graph(results: ox.QueryTriples, chosen: Format, prefixes: dict[str, str]) -> tuple[Spool, int]:
    """A graph, abbreviated with the prefixes that the query itself declared."""
    spool = Spool()
    counted = _Counted(results)
    with _evaluating(spool):
        ox.serialize(counted, spool.sink, GRAPH_FORMATS[chosen], prefixes=_absolute(prefixes))
    return spool, counted.count


@dataclass(slots=True)
class _Counted:
    triples: Iterable[ox.Triple]
    count: int = 0

    def __iter__(self) -> Iterator[ox.Triple]:
        for triple in self.triples:
            self.count += 1
            yield triple


def _absolute(prefixes: dict[str, str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name, iri in prefixes.items():
        try:
            known[name] = ox.NamedNode(iri).value
        except ValueError:
            continue
    return known


@contextmanager
def _evaluating(spool: Spool) -> Iterator[None]:
    """Evaluation happens while its results are written: tell its errors apart, and drop what was written."""
    try:
        yield
    except RuntimeError as error:
        spool.close()
        raise QueryError(str(error)) from error
    except OSError as error:
        spool.close()
        raise EngineError(f"the query could not be evaluated to its end: {error}") from error
