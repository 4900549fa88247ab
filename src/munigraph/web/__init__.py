"""Answers over HTTP: the SPARQL protocol, downloads, and pages for people."""

from .app import create_app
from .serve import listening

__all__ = ["create_app", "listening"]
