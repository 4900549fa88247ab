"""Answers in this process, without limits: for the command line, where who asks is who waits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.evaluation.evaluate import evaluate
from munigraph.evaluation.protocol import Answer, Dataset, Form, Question
from munigraph.evaluation.rows import CountingSpool
from munigraph.evaluation.spool import Spool

_ALL = 1 << 62


@dataclass(frozen=True, slots=True)
class Embedded:
    """A store to be asked from this process.

    `source` is the id of what is served; with `union` the default graph is the
    union of all graphs, otherwise it is the store's own.
    """

    store: ox.Store
    source: str
    union: bool

    def answer(self, query: Question, dataset: Dataset, accept: Sequence[str]) -> Answer[Spool]:
        """Answer in the first format of `accept` that fits.

        Whatever goes wrong while evaluating is raised here, never later by the stream:
        QueryError or one of its kinds when the query is at fault, EngineError when we are.
        """
        started = time.perf_counter()
        evaluation = evaluate(self.store, self.union, query, dataset, accept)
        spool = Spool() if evaluation.form is Form.GRAPH else CountingSpool(evaluation.format.name)
        try:
            evaluation.write(spool.sink, _ALL)
        except BaseException:
            spool.close()
            raise
        milliseconds = (time.perf_counter() - started) * 1000
        rows = _rows(evaluation.form, evaluation.triples, spool)
        return Answer(
            evaluation.form, evaluation.format, rows, True, milliseconds, self.source, spool.size, spool
        )


def _rows(form: Form, triples: int, spool: Spool) -> int:
    if isinstance(spool, CountingSpool):
        return spool.rows if form is Form.SELECT else 1
    return triples
