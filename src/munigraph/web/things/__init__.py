"""Following an IRI: from the name of a thing to a page about it or to data."""

from .views import blueprint

__all__ = ["blueprint"]
