"""By what the graph is closed and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

import pyoxigraph as ox

from munigraph.columns.tables import Tables, parsed, tokens
from munigraph.keeping import Keep, made_anew
from munigraph.reasoning import Closure, Terminology, axioms_among, close, close_with_owlrl
from munigraph.validation import Validator

from .canonical import canonical


class Reasoner(Enum):
    """Who closes the graph. Both give the same; owlrl takes time quadratic in the graph's size."""

    COLUMNS = "columns"
    OWLRL = "owlrl"

    def close(self, facts: Tables, ontology: Sequence[ox.Quad], keep: Keep = made_anew) -> Closure:
        """Close facts under the ontology's axioms, and such as stand among the facts.

        Raises UnsupportedAxiomError for a construct that the reasoner does not know.
        """
        triples = chain((quad.triple for quad in ontology), parsed(axioms_among(facts)))
        axioms = tokens(canonical(ox.Quad(each.subject, each.predicate, each.object) for each in triples))
        if self is Reasoner.OWLRL:
            return close_with_owlrl(facts, Terminology(axioms, True, keep))
        return close(facts, Terminology(axioms, False, keep))


@dataclass(frozen=True, slots=True)
class Means:
    """By what the graph is closed and checked: fast, or by the libraries that are the measure of it."""

    reasoner: Reasoner = Reasoner.COLUMNS
    validator: Validator = Validator.COLUMNS


BY_COLUMNS = Means()
