"""All that is measured of a release, and what of it a change alters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from munigraph.columns.arrays import Column, has_key, keys, once, unique, values, values_of
from munigraph.columns.bags import Delta
from munigraph.names import PREFIXES
from munigraph.validation import Report

from .completeness import Completeness
from .coverage import Covered, Evidence
from .curation import Curation, Made
from .expectations import Expectation
from .findings import Found, by_document, by_shape
from .state import State, touched

_SOURCE = f"<{PREFIXES['prov']}wasDerivedFrom>"


class Tally(NamedTuple):
    """How many things rest on evidence, how many of them do not simply stand there, how they were made."""

    things: int
    with_basis: int
    made: Mapping[Made, int]

    @classmethod
    def of(cls, evidence: Evidence, things: Column) -> Tally:
        """Of some things those that have evidence."""
        tables = evidence.tables
        some = things[has_key(tables[evidence.evidence], things)]
        basis = int(np.count_nonzero(has_key(tables[evidence.basis], some)))
        return cls(len(some), basis, Curation(evidence).things(some))

    def exchanged(self, gone: Tally, come: Tally) -> Tally:
        made = Counter(self.made)
        made.subtract(gone.made)
        made.update(come.made)
        return Tally(
            self.things - gone.things + come.things,
            self.with_basis - gone.with_basis + come.with_basis,
            +made,
        )


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured of one state of the data."""

    state: State
    completeness: Completeness
    covered: Mapping[int, Covered]
    """By the number of the document."""
    tally: Tally
    records: Mapping[Made, int]
    results: Mapping[Found, int]
    results_by_document: Mapping[int, int]

    @classmethod
    def of(cls, state: State, wanted: Iterable[Expectation], report: Report) -> Quality:
        evidence = Evidence(state.facts)
        return cls(
            state,
            Completeness.of(state, wanted),
            evidence.of(evidence.documents()),
            Tally.of(evidence, once(keys(evidence.tables[evidence.evidence]))),
            Curation(evidence).records(),
            by_shape(report),
            by_document(report, evidence),
        )

    def revised(self, state: State, changes: Iterable[Delta], report: Report) -> Quality:
        """What is measured after changes of what is stated and of what follows."""
        things = touched(changes)
        before, after = (Evidence(each.facts) for each in (self.state, state))
        near = unique(np.concatenate([_near(each, things) for each in (before, after)]))
        on_them = (each.things_on(each.spans_in(near)) for each in (before, after))
        reach = unique(np.concatenate([things, *map(values, on_them)]))
        covered = dict(self.covered)
        for document in near.tolist():
            covered.pop(document, None)
        return Quality(
            state,
            self.completeness.revised(self.state, state, things),
            covered | after.of(near[after.are_documents(near)]),
            self.tally.exchanged(Tally.of(before, reach), Tally.of(after, reach)),
            Curation(after).records(),
            by_shape(report),
            by_document(report, after),
        )


def _near(evidence: Evidence, things: Column) -> Column:
    """The documents that a change of some things can matter to, be they graphs that were made of them."""
    tables = evidence.tables
    sources = values_of(tables[tables.property(_SOURCE)], things)
    return evidence.near(unique(np.concatenate([things, sources])))
