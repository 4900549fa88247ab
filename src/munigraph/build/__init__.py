"""The compiler: input files to a release."""

from .stopwatch import Stopwatch
from .walk import Reasoner, build, check

__all__ = ["Reasoner", "Stopwatch", "build", "check"]
