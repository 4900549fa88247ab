"""From a layout to SVG, by a template with escaping on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .layout import BOX_TYPE, LABEL_TYPE, LINE, laid_out
from .model import Diagram


def draw(diagram: Diagram, key: str, title: str, description: str) -> Markup:
    """The picture; ids in it begin with the one given, which is a plain name."""
    return Markup(  # noqa: S704 - made by our own template, which escapes what it is given
        _environment()
        .get_template("diagram.svg")
        .render(
            id=key,
            title=title,
            description=description,
            layout=laid_out(diagram),
            line=LINE,
            box_type=BOX_TYPE,
            label_type=LABEL_TYPE,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(n=number, path=path)
    return environment


def number(value: float) -> str:
    """A coordinate in as few characters as the eye needs."""
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def path(points: Sequence[tuple[float, float]]) -> str:
    """A line through points that leaves and reaches each of them level."""
    found = ["M{},{}".format(*map(number, points[0]))]
    for (x, y), (to_x, to_y) in pairwise(points):
        if x == to_x:
            continue
        if y == to_y:
            found.append(f"H{number(to_x)}")
        else:
            half = number((x + to_x) / 2)
            found.append(f"C{half},{number(y)} {half},{number(to_y)} {number(to_x)},{number(to_y)}")
    return "".join(found)
