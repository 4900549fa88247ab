"""The compiler: input files to a release."""

from .stopwatch import Stopwatch
from .walk import build, check

__all__ = ["Stopwatch", "build", "check"]
