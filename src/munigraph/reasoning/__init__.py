"""OWL 2 RL reasoning: the closure, contradictions, and proofs."""

from .closure import Closure, axioms_among, close
from .consistency import Clash
from .oracle import close_with_owlrl
from .revision import Revision, revised
from .terminology import Terminology, UnsupportedAxiomError

__all__ = [
    "Clash",
    "Closure",
    "Revision",
    "Terminology",
    "UnsupportedAxiomError",
    "axioms_among",
    "close",
    "close_with_owlrl",
    "revised",
]
