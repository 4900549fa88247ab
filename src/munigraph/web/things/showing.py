"""What templates of things need besides values: texts cut to a length, and where lists go on."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint

from .asking import about

LONGEST = 300
"""Characters of a name or a value that stands among others."""


def clipped(text: str, most: int = LONGEST) -> str:
    """A text that is not longer than it should be where it stands."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def listing(thing: str, direction: str, named: str) -> str:
    """Where all values of a property are listed, or all things that it leads from: a query."""
    return "/sparql?" + urlencode({"query": about(f"{direction}-all", thing, named=[named])})


def register(blueprint: Blueprint) -> None:
    blueprint.add_app_template_filter(clipped)
    blueprint.add_app_template_global(listing)
