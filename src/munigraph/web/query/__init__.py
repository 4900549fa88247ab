"""The query editor: a form for everybody, and for browsers with scripts an editor around it."""

from .views import blueprint

__all__ = ["blueprint"]
