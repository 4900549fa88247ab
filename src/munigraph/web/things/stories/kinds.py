"""Which page is made for which class."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from munigraph.names import PREFIXES

from .concepts import tell_concept, tell_scheme
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of the ontology with the template of its page, and what asks for the story it shows."""

    iri: str
    template: str
    tell: Callable[[Teller], Awaitable[object]]


KINDS: tuple[Kind, ...] = (
    Kind(PREFIXES["skos"] + "ConceptScheme", "things/scheme.html", tell_scheme),
    Kind(PREFIXES["skos"] + "Concept", "things/concept.html", tell_concept),
)
"""The more particular before the more general."""


def kind_of(classes: Iterable[str]) -> Kind | None:
    """The kind of a thing of some classes; None where no page is made for any."""
    known = set(classes)
    return next((kind for kind in KINDS if kind.iri in known), None)
