"""Answers over HTTP: the SPARQL protocol, downloads, and pages for people."""

from .app import create_app
from .serve import listening, serve

__all__ = ["create_app", "listening", "serve"]
