"""The documentation of the ontology, made of the release that is served."""

from .views import blueprint

__all__ = ["blueprint"]
