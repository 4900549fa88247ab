"""Minutes of a new council's first meeting: who holds which mandate."""

from __future__ import annotations

import datetime as dt
from random import Random

from .page import DocumentPage
from .terms import Texts, a, coded, day, inserted, term
from .town import TERM, Body, Seat, Term, Town

TITLE: Texts = ("Members of the council of {}", "Medlemmer af kommunalbestyrelsen i {}", "Ledamöter i {}")
HOLDER = term("holder")
IN_BODY = term("inBody")
PARTY = term("mandateParty")


def elected(town: Town, council: Term, random: Random) -> DocumentPage:
    """The mandates of one term."""
    page = DocumentPage(f"{town.slug}-{council.year}-members", random)
    period = (
        day("since", dt.date(council.year, 1, 1)),
        day("until", dt.date(council.year + TERM - 1, 12, 31)),
    )
    for seat in council.seats:
        _mandate(page, seat.mandate, seat, town.bodies[0], "councillor", period)
    _mandate(page, council.mayor, council.seats[0], town.bodies[1], "mayor", period)
    issued = dt.date(council.year, 1, random.randrange(2, 16))
    title = inserted(TITLE, f"{town.name}, {council.year}–{council.year + TERM - 1}")
    page.close(title, "minutes-extract", town, issued)
    return page


def _mandate(
    page: DocumentPage, mandate: str, seat: Seat, body: Body, role: str, period: tuple[str, str]
) -> None:
    page.say(
        mandate,
        a("Mandate"),
        f"{HOLDER} {seat.person.iri}",
        f"{IN_BODY} {body.iri}",
        f"{PARTY} {seat.party}",
        coded("org:role", f"membership-role/{role}"),
        *period,
        page.evidence(),
    )
