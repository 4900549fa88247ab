"""Which page is made for which class."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from munigraph.names import ONTOLOGY, PREFIXES

from . import actors
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of the ontology with the template of its page, and what asks for the story it shows."""

    iri: str
    template: str
    tell: Callable[[Teller], Awaitable[object]]


KINDS: tuple[Kind, ...] = (
    Kind(f"{ONTOLOGY}Municipality", "things/municipality.html", actors.municipality.tell),
    Kind(f"{ONTOLOGY}Network", "things/network.html", actors.network.tell),
    Kind(f"{ONTOLOGY}CityCooperation", "things/cooperation.html", actors.cooperation.tell),
    Kind(f"{ONTOLOGY}Event", "things/event.html", actors.event.tell),
    Kind(f"{ONTOLOGY}GoverningBody", "things/body.html", actors.body.tell),
    Kind(f"{ONTOLOGY}PoliticalParty", "things/party.html", actors.party.tell),
    Kind(f"{PREFIXES['foaf']}Person", "things/person.html", actors.person.tell),
    Kind(f"{ONTOLOGY}Mandate", "things/mandate.html", actors.mandate.tell),
    Kind(f"{ONTOLOGY}NetworkMembership", "things/membership.html", actors.mandate.tell_joined),
    Kind(f"{ONTOLOGY}Place", "things/place.html", actors.place.tell),
    Kind(f"{ONTOLOGY}Country", "things/place.html", actors.place.tell),
    Kind(f"{ONTOLOGY}Administration", "things/organisation.html", actors.organisation.tell),
    *(
        Kind(f"{PREFIXES['org']}{name}", "things/organisation.html", actors.organisation.tell)
        for name in (
            "OrganizationalUnit",
            "OrganizationalCollaboration",
            "FormalOrganization",
            "Organization",
            "Post",
        )
    ),
)
"""The more particular before the more general."""


def kind_of(classes: Iterable[str]) -> Kind | None:
    """The kind of a thing of some classes; None where no page is made for any."""
    known = set(classes)
    return next((kind for kind in KINDS if kind.iri in known), None)
