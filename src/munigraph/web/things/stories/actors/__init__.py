"""The pages of those who act: municipalities, networks, bodies, parties and persons, and what they do."""

from munigraph.names import ONTOLOGY, PREFIXES

from . import body, cooperation, event, mandate, municipality, network, organisation, party, person, place

_ORG = PREFIXES["org"]
_ORGANISATIONS = (
    ONTOLOGY + "Administration",
    _ORG + "OrganizationalUnit",
    _ORG + "OrganizationalCollaboration",
    _ORG + "FormalOrganization",
    _ORG + "Organization",
    _ORG + "Post",
)

PAGES = (
    (ONTOLOGY + "Municipality", "things/municipality.html", municipality.tell),
    (ONTOLOGY + "Network", "things/network.html", network.tell),
    (ONTOLOGY + "CityCooperation", "things/cooperation.html", cooperation.tell),
    (ONTOLOGY + "Event", "things/event.html", event.tell),
    (ONTOLOGY + "GoverningBody", "things/body.html", body.tell),
    (ONTOLOGY + "PoliticalParty", "things/party.html", party.tell),
    (PREFIXES["foaf"] + "Person", "things/person.html", person.tell),
    (ONTOLOGY + "Mandate", "things/mandate.html", mandate.tell),
    (ONTOLOGY + "NetworkMembership", "things/membership.html", mandate.tell_joined),
    (ONTOLOGY + "Country", "things/place.html", place.tell),
    (ONTOLOGY + "Place", "things/place.html", place.tell),
    *((iri, "things/organisation.html", organisation.tell) for iri in _ORGANISATIONS),
)
"""Classes with the template of their page and what asks for its story, the more particular first."""

__all__ = ["PAGES"]
