"""The compiler: input files to a release."""

from .stopwatch import Stopwatch
from .walk import Means, Reasoner, build, check

__all__ = ["Means", "Reasoner", "Stopwatch", "build", "check"]
