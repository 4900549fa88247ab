"""OWL 2 RL reasoning: the closure, contradictions, and proofs."""

from .closure import close, worth_reading
from .consistency import Clash, contradictions
from .explain import Proof, Prover

__all__ = ["Clash", "Proof", "Prover", "close", "contradictions", "worth_reading"]
