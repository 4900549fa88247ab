"""Looking for things by name: a page, an API, suggestions while somebody types, reconciliation."""

from .reconcile import blueprint as reconciliation
from .views import blueprint

__all__ = ["blueprint", "reconciliation"]
