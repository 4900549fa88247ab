"""The quality of the data: what a build measured of them, and what the validation found."""

from .views import blueprint

__all__ = ["blueprint"]
