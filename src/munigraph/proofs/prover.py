"""Why a triple holds: a proof from the rule that gives it down to what is asserted."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.names import ONTOLOGY

from .rulebook import Rule, rules

_MAX_DEPTH = 12
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
        """The shortest proof found, or None when the triple does not follow."""
        return self._prove(triple, ())

    def _prove(self, goal: ox.Triple, path: tuple[ox.Triple, ...]) -> Proof | None:
        graphs = self._asserted_in(goal)
        if graphs:
            return Proof(goal, graphs=graphs, evidence=self._evidence(goal, graphs))
        if goal in path or len(path) >= _MAX_DEPTH:
            return None
        best: Proof | None = None
        for rule in rules():
            for premises in rule.premises(self.store, goal):
                proofs = self._prove_all(premises, (*path, goal))
                if proofs is None:
                    continue
                found = Proof(goal, rule=rule, premises=proofs)
                if best is None or found.size < best.size:
                    best = found
        return best

    def _prove_all(
        self, premises: tuple[ox.Triple, ...], path: tuple[ox.Triple, ...]
    ) -> tuple[Proof, ...] | None:
        proofs: list[Proof] = []
        for premise in premises:
            proof = self._prove(premise, path)
            if proof is None:
                return None
            proofs.append(proof)
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
