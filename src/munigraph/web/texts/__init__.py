"""What pages say beside the data, in the languages of the site; each language is a file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

LANGUAGES = {"en": "English", "da": "Dansk", "sv": "Svenska"}
"""By their codes, each with its own name for itself."""


class Texts:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        file = resources.files(__package__) / f"{language}.toml"
        self._texts: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))

    def __call__(self, key: str, **values: object) -> str:
        """A text, with values in the places that it has for them.

        Raises KeyError for one that no page has.
        """
        return self._texts[key].format(**values)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)


@cache
def texts(language: str) -> Texts:
    """The texts of a language of the site."""
    return Texts(language)


def preferred(wanted: str | None, accepted: str | None) -> str:
    """The language somebody chose or, as far as we have it, the first that the browser would like."""
    if wanted in LANGUAGES:
        return wanted
    ranges = []
    for place, part in enumerate((accepted or "").lower().split(",")):
        tag, _, parameter = part.strip().partition(";")
        name, _, quality = parameter.strip().partition("=")
        try:
            weight = float(quality) if name.strip() == "q" else 1.0
        except ValueError:
            weight = 0.0
        ranges.append((-weight, place, tag.partition("-")[0]))
    near = {"nb": "da", "nn": "da", "no": "da"}
    for weight, _, tag in sorted(ranges):
        if weight < 0 and near.get(tag, tag) in LANGUAGES:
            return near.get(tag, tag)
    return "en"
