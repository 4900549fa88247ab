"""What things are called where they are."""

from __future__ import annotations

from collections.abc import Iterable

from babel.languages import get_official_languages

from ...sketch import Value


def national(names: Iterable[Value], country: str) -> Value | None:
    """The name in the language of a country (ISO 3166-1 alpha-2), if there is one among all names."""
    order = get_official_languages(country.upper(), de_facto=True) if country else ()
    ranked = {code: place for place, code in enumerate(order)}
    fitting = [name for name in names if name.language in ranked]
    return min(fitting, key=lambda name: (ranked[name.language], len(name.text)), default=None)
