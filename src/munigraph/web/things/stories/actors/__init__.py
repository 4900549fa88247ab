"""The pages of those who act: municipalities, networks and cooperations, bodies, parties, persons, their events."""

from . import body, cooperation, event, mandate, municipality, network, organisation, party, person, place

__all__ = [
    "body",
    "cooperation",
    "event",
    "mandate",
    "municipality",
    "network",
    "organisation",
    "party",
    "person",
    "place",
]
