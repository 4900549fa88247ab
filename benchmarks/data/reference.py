"""The `reference` graph: what is no document's news."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from .chance import chance
from .page import Page
from .terms import Texts, a, coded, inserted, labels, number, term, text, thing, typed, words
from .town import Town, party
from .words import Country, slug, vocabulary

MUNICIPALITY: Texts = ("Municipality of {}", "{} Kommune", "{} kommun")
COUNTRY = term("country")
LOCATED_IN = term("locatedIn")
IDENTIFIER = term("adms:identifier")


def reference(towns: Iterable[Town], seed: int) -> Page:
    """Countries, parties, networks, and of each town its bodies, offices, places and persons."""
    page = Page("reference")
    random = chance(seed, "reference")
    for country in vocabulary().countries:
        _country(page, country)
    _networks(page, random)
    for town in towns:
        _municipality(page, town)
        _places(page, town, random)
        _bodies(page, town)
        _persons(page, town)
    return page


def country_iri(country: Country) -> str:
    return thing(f"country/{country.slug}")


def _identifier(page: Page, owner: str, path: str, value: str, scheme: str) -> None:
    iri = thing(f"identifier/{path}")
    page.say(owner, f"{IDENTIFIER} {iri}")
    page.say(
        iri,
        a("adms:Identifier"),
        text("skos:notation", value),
        coded("identifierScheme", f"identifier-scheme/{scheme}"),
    )


def _country(page: Page, country: Country) -> None:
    iri = country_iri(country)
    page.say(iri, a("Country"), *labels(country.label))
    _identifier(page, iri, f"iso-3166-1-alpha-2-{country.code.lower()}", country.code, "iso-3166-1-alpha-2")
    for region in country.regions:
        place = thing(f"place/{slug(region)}")
        page.say(place, a("Place"), *labels((region, region, region)), f"{LOCATED_IN} {iri}")
    for code, en, da, sv in country.parties:
        subject = party(country, code)
        named = thing(f"party-code/{country.code.lower()}-{slug(code)}")
        label = (f"{en} ({country.label[0]})", f"{da} ({country.label[1]})", f"{sv} ({country.label[2]})")
        page.say(subject, a("PoliticalParty"), *labels(label), f"{COUNTRY} {iri}")
        page.say(subject, f"{term('partyCode')} {named}")
        page.say(
            named,
            a("PartyCode"),
            text("skos:notation", code),
            coded("identifierScheme", "identifier-scheme/party-code"),
        )


def _networks(page: Page, random: Random) -> None:
    for network in vocabulary().networks:
        page.say(
            thing(f"network/{network.slug}"),
            a("Network"),
            *labels(network.label),
            *words(
                "dct:description",
                ("A network of municipalities.", "Et netværk af kommuner.", "Ett nätverk av kommuner."),
            ),
            coded("policyArea", f"policy-area/{network.kind}"),
            typed("chargesAnnualFee", str(random.random() < 0.4).lower(), "boolean"),
        )


def _municipality(page: Page, town: Town) -> None:
    page.say(
        town.iri,
        a("Municipality"),
        *labels(inserted(MUNICIPALITY, town.name)),
        f"{COUNTRY} {country_iri(town.country)}",
        f"{term('territory')} {town.place}",
    )
    digits = 3 if town.country.code in ("DK", "FI") else 4
    code = f"{100 + town.number % 900:0{digits}d}"
    _identifier(page, town.iri, f"{town.slug}-code", code, town.country.scheme)


def _places(page: Page, town: Town, random: Random) -> None:
    """The town in its region, and the districts of a large town."""
    page.say(
        town.place,
        a("Place"),
        *labels((town.name, town.name, town.name)),
        f"{LOCATED_IN} {thing(f'place/{slug(town.region)}')}",
        typed("geo:lat", f"{random.uniform(54.6, 69.9):.5f}", "decimal"),
        typed("geo:long", f"{random.uniform(5.1, 30.9):.5f}", "decimal"),
    )
    for nth in range(1, len(town.bodies) // 2):
        name = f"{town.name} {nth}"
        district = thing(f"place/{town.slug}-district-{nth}")
        page.say(
            district,
            a("Place"),
            *labels((f"District {name}", f"Bydelen {name}", f"Stadsdelen {name}")),
            f"{LOCATED_IN} {town.place}",
            number("sequence", nth),
        )


def _bodies(page: Page, town: Town) -> None:
    for body in town.bodies:
        page.say(
            body.iri,
            a("GoverningBody"),
            *labels(body.label),
            coded("bodyType", f"body-type/{body.kind}"),
            f"{term('bodyOf')} {town.iri}",
        )
    for office in town.administrations:
        page.say(office.iri, a("Administration"), *labels(office.label), f"{term('org:unitOf')} {town.iri}")


def _persons(page: Page, town: Town) -> None:
    """Everybody who ever sat in the council."""
    persons = {seat.person: None for each in town.terms for seat in each.seats}
    for person in persons:
        page.say(person.iri, a("foaf:Person"), text("foaf:name", person.name))
