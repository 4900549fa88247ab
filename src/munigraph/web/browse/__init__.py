"""Lists of things by kind, and the first page, which leads to them."""

from .views import blueprint

__all__ = ["blueprint"]
