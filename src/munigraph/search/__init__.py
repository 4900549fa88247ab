"""Finding things by what they are called: one SQLite file in each release, and what asks it."""

from .entries import Entry, Name, Role
from .errors import NotSearchableError, SearchError, SearchTimeoutError, SearchTooLongError
from .finder import Finder
from .hits import called
from .question import LONGEST_QUESTION, MOST_COUNTED, Found, Hit, Kind, Question

__all__ = [
    "LONGEST_QUESTION",
    "MOST_COUNTED",
    "Entry",
    "Finder",
    "Found",
    "Hit",
    "Kind",
    "Name",
    "NotSearchableError",
    "Question",
    "Role",
    "SearchError",
    "SearchTimeoutError",
    "SearchTooLongError",
    "called",
]
