"""Why a triple holds: a proof from the rule that gives it down to what is asserted."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.names import ONTOLOGY

from .rulebook import Rule, rules

_MAX_DEPTH = 12
_SHORTEST = 2
"""Steps of a proof by a rule: what follows, and what it follows from."""
_SIZES = (3, 6, 12, 24, sys.maxsize)
"""Steps of proofs that are looked for, one after another."""
_EVIDENCE = ox.NamedNode(ONTOLOGY + "evidence")


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple and what it rests on: graphs and evidence if asserted, a rule and its premises if derived."""

    triple: ox.Triple
    graphs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    rule: Rule | None = None
    premises: tuple[Proof, ...] = ()

    @property
    def size(self) -> int:
        return 1 + sum(premise.size for premise in self.premises)


@dataclass(frozen=True, slots=True)
class Prover:
    """Finds proofs in the store of a release.

    `inferred` is the graph of inferences: what stands only there needs a rule.
    """

    store: ox.Store
    inferred: str

    def prove(self, triple: ox.Triple) -> Proof | None:
        """The shortest proof, or None when the triple does not follow.

        Short proofs are looked for first: what follows in two steps from one of a hundred thousand
        statements is not to be proved from each of them.
        """
        proofs = (self._prove(triple, (), most) for most in _SIZES)
        return next((proof for proof in proofs if proof is not None), None)

    def _prove(self, goal: ox.Triple, path: tuple[ox.Triple, ...], most: int) -> Proof | None:
        """The shortest proof that has no more steps than `most`."""
        graphs = self._asserted_in(goal)
        if graphs:
            return Proof(goal, graphs=graphs, evidence=self._evidence(goal, graphs))
        if most < _SHORTEST or goal in path or len(path) >= _MAX_DEPTH:
            return None
        best: Proof | None = None
        for rule in rules():
            for premises in rule.premises(self.store, goal):
                if len(premises) >= most:
                    break  # each premise is a step at least, and a rule has as many each time
                proofs = self._prove_all(premises, (*path, goal), most - 1)
                if proofs is not None:
                    best = Proof(goal, rule=rule, premises=proofs)
                    most = best.size - 1
        return best

    def _prove_all(
        self, premises: tuple[ox.Triple, ...], path: tuple[ox.Triple, ...], most: int
    ) -> tuple[Proof, ...] | None:
        """A proof of each premise, all together of no more steps than `most`."""
        proofs: list[Proof] = []
        for after, premise in zip(reversed(range(len(premises))), premises, strict=True):
            proof = self._prove(premise, path, most - after)
            if proof is None:
                return None
            proofs.append(proof)
            most -= proof.size
        return tuple(proofs)

    def _asserted_in(self, triple: ox.Triple) -> tuple[str, ...]:
        quads = self.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
        return tuple(sorted(graphs - {self.inferred}))

    def _evidence(self, triple: ox.Triple, graphs: tuple[str, ...]) -> tuple[str, ...]:
        """The evidence of an asserted triple: that of its subject in the same graph."""
        if not isinstance(triple.subject, ox.NamedNode | ox.BlankNode):
            return ()
        found = {
            quad.object.value
            for graph in graphs
            for quad in self.store.quads_for_pattern(triple.subject, _EVIDENCE, None, ox.NamedNode(graph))
            if isinstance(quad.object, ox.NamedNode)
        }
        return tuple(sorted(found))
