"""The catalogue: this release, those before it, how to take, check and cite them."""

from .views import blueprint

__all__ = ["blueprint"]
