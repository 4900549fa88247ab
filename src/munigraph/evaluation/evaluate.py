"""Evaluating one query on a store with pyoxigraph, in whatever process this is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

import pyoxigraph as ox

from munigraph.errors import MunigraphError
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, called
from munigraph.proofs import Prover, rows

from .errors import EngineError, NotAcceptableError, QueryError, QueryTooDeepError
from .lexical import DEEPEST, chooses_dataset, depth, prologue
from .outside import Led, led
from .protocol import Dataset, Form, Gate, Query, Question, Why
from .syntax import faulty

_GRAPHS = {known.name: known for known in GRAPH_FORMATS}
_PROOF = called("json")[0]
_TABLES = {known.name: known for known in RESULT_FORMATS}

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | bytes


@dataclass(slots=True)
class Evaluation:
    """A query that is under way: most of the work is done while its results are written."""

    form: Form
    format: Format
    results: Results
    prefixes: dict[str, str]
    led: Led | None = None
    triples: int = 0
    cut: bool = False

    def write(self, sink: IO[bytes], most: int) -> None:
        """Write the results; of a graph at most so many triples, and `cut` when there were more.

        How many rows a table has is for the sink to count.

        Raises QueryError when the query fails on the way, EngineError when the store does.
        """
        try:
            if isinstance(self.results, bytes):
                sink.write(self.results)
            elif isinstance(self.results, ox.QueryTriples):
                form, prefixes = GRAPH_FORMATS[self.format], _absolute(self.prefixes)
                ox.serialize(self._counted(self.results, most), sink, form, prefixes=prefixes)
            else:
                self.results.serialize(sink, RESULT_FORMATS[self.format])
        except (ValueError, RuntimeError, OSError) as error:
            raise _told(error, self.led) from error

    def _counted(self, triples: Iterable[ox.Triple], most: int) -> Iterator[ox.Triple]:
        left = iter(triples)
        for triple in islice(left, most):
            self.triples += 1
            yield triple
        self.cut = next(left, None) is not None


def evaluate(
    store: ox.Store,
    union: bool,
    query: Question,
    dataset: Dataset,
    accept: Sequence[str],
    gate: Gate | None = None,
) -> Evaluation:
    """Begin to answer, in the first format of `accept` that fits the form of the query.

    With `union` the default graph is the union of all graphs, unless the query or the request choose.
    Without a `gate` the query may call no other server.

    Raises QueryError or one of its kinds, EngineError when the store cannot be read.
    """
    if isinstance(query, Why):
        return _proof(store, query, accept)
    return _evaluation(store, union, query, dataset, accept, gate)


def _proof(store: ox.Store, why: Why, accept: Sequence[str]) -> Evaluation:
    """A proof is a table, made in one format."""
    if _PROOF.name not in accept:
        raise NotAcceptableError("a proof is a table in JSON", hint=_PROOF.media_type)
    try:
        triple = next(ox.parse(why.statement, ox.RdfFormat.N_TRIPLES)).triple
    except (SyntaxError, ValueError, StopIteration) as error:
        raise QueryError("what is to be proved is not a triple", hint="N-Triples: <s> <p> <o> .") from error
    found = Prover(store, why.inferred).prove(triple)
    return Evaluation(Form.SELECT, _PROOF, rows(found), {})


def _evaluation(
    store: ox.Store, union: bool, query: Query, dataset: Dataset, accept: Sequence[str], gate: Gate | None
) -> Evaluation:
    if depth(query.text) > DEEPEST:
        raise QueryTooDeepError(
            "the query is nested too deeply to be read", hint=f"{DEEPEST} levels of brackets are possible"
        )
    known = led(query.text, gate)
    default, named = _graphs(dataset.default_graphs), _graphs(dataset.named_graphs)
    try:
        results = store.query(
            known.text,
            base_iri=query.base,
            use_default_graph_as_union=union and not dataset and not chooses_dataset(query.text),
            default_graph=[*default] if dataset else None,
            named_graphs=[*named] if dataset else None,
        )
    except SyntaxError as error:
        raise faulty(known.complaint(str(error)), query.text) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise _told(error, known) from error
    form = _form(results)
    prefixes = prologue(query.text).prefixes if form is Form.GRAPH else {}
    return Evaluation(form, _chosen(form, accept), results, prefixes, known)


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
    known = _GRAPHS if form is Form.GRAPH else _TABLES
    for name in accept:
        if name in known:
            return known[name]
    kind = "a graph" if form is Form.GRAPH else "a table" if form is Form.SELECT else "yes or no"
    raise NotAcceptableError(
        f"this query answers with {kind}, for which none of the formats asked for is made",
        hint="these are: " + ", ".join(choice.media_type for choice in known.values()),
    )


def _absolute(prefixes: dict[str, str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name, iri in prefixes.items():
        try:
            known[name] = ox.NamedNode(iri).value
        except ValueError:
            continue
    return known


def _told(error: Exception, known: Led | None) -> MunigraphError:
    """Tell the query's own failures from those of other servers and of the store."""
    if known and (failed := known.failed(error)):
        return failed
    if isinstance(error, OSError):
        return EngineError(f"the query could not be evaluated to its end: {error}")
    return QueryError(str(error))
