"""Queries to begin with, each a file of its own."""

from __future__ import annotations

from importlib import resources


def first_query() -> str:
    """The query that stands in an empty editor; it has an answer on any data."""
    return (resources.files(__package__) / "kinds.rq").read_text(encoding="utf-8").rstrip()
