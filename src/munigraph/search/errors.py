"""What can be in the way of finding something."""

from __future__ import annotations

from munigraph.errors import MissingError, MunigraphError


class SearchError(MunigraphError):
    """A question that is not answered."""


class SearchTooLongError(SearchError):
    """The question is longer than a name can be."""


class SearchTimeoutError(SearchError):
    """Looking took longer than it may."""


class NotSearchableError(MissingError):
    """What is served has no search index."""
