"""Why a triple holds: proofs by the OWL 2 RL rules, found in a store that holds the closure."""

from .prover import Proof, Prover
from .rulebook import Rule
from .table import rows

__all__ = ["Proof", "Prover", "Rule", "rows"]
