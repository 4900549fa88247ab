"""OWL 2 RL reasoning: the closure, contradictions, and proofs."""

from .closure import Closure, Facts, close
from .consistency import Clash
from .explain import Proof, Prover
from .oracle import close_with_owlrl
from .terminology import Terminology, UnsupportedAxiomError, is_axiom

__all__ = [
    "Clash",
    "Closure",
    "Facts",
    "Proof",
    "Prover",
    "Terminology",
    "UnsupportedAxiomError",
    "close",
    "close_with_owlrl",
    "is_axiom",
]
