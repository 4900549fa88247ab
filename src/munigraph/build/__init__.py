"""The compiler: input files to a release."""

from .compiler import Compiler, build
from .means import Means, Reasoner
from .stopwatch import Stopwatch
from .walk import check

__all__ = ["Compiler", "Means", "Reasoner", "Stopwatch", "build", "check"]
