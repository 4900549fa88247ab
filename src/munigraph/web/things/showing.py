"""What templates of things need besides values: texts cut to a length, and charts."""

from __future__ import annotations

from flask import Blueprint

from .charts import vote_chart

LONGEST = 300
"""Characters of a name or a value that stands among others."""


def clipped(text: str, most: int = LONGEST) -> str:
    """A text that is not longer than it should be where it stands."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def register(blueprint: Blueprint) -> None:
    blueprint.add_app_template_filter(clipped)
    blueprint.add_app_template_global(vote_chart)
