"""What programs are told in the head of a response: links to all that belongs to a thing (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.serving import Client
from tests.web.conftest import BASE

SITE = "https://data.example.org"
TOWN = "/id/municipality/gr%C3%A5by"
_LINK = re.compile(r'<([!-;=?-~]+)>; rel="([a-z-]+)"(?:; type="([a-z+/-]+)")?')
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def links(client: Client, path: str, accept: str = "text/html") -> Mapping[str, set[tuple[str, str]]]:
    """Where links lead and of what type that is, by their relations; each is well formed and in ASCII."""
    header = client.get(path, {"Accept": accept}).headers["Link"]
    found: dict[str, set[tuple[str, str]]] = {}
    for part in header.split(", "):
        link = _LINK.fullmatch(part)
        assert link, part
        found.setdefault(link[2], set()).add((link[1], link[3] or ""))
    return found


def test_a_page_says_what_it_is_and_where_the_data_are(client: Client) -> None:
    found = links(client, f"/page{TOWN}")
    assert found["cite-as"] == {(f"{BASE}{TOWN}", "")}
    assert {target for target, _ in found["type"]} == {
        "https://schema.org/AboutPage",
        "https://schema.org/Thing",
    }
    assert found["license"] == {(LICENCE, "")}
    assert (f"{SITE}/data{TOWN}.ttl", "text/turtle") in found["describedby"]
    assert found.keys() == {"cite-as", "type", "license", "describedby"}


def test_data_lead_back_to_the_thing_and_its_page(client: Client) -> None:
    found = links(client, f"/data{TOWN}.ttl")
    assert found["describes"] == {(f"{BASE}{TOWN}", "")}
    assert found["alternate"] == {(f"{SITE}/page{TOWN}", "text/html")}
    assert found["license"] == {(LICENCE, "")}


@pytest.mark.parametrize(
    ("accept", "target"),
    [("text/html", f"/page{TOWN}"), ("application/ld+json", f"/data{TOWN}.jsonld")],
)
def test_a_name_of_any_letters_leads_on(fetch: Client, accept: str, target: str) -> None:
    """An address in a header has none but letters of ASCII (RFC 9110 §10.2.2, RFC 3986)."""
    reply = fetch.get(TOWN, {"Accept": accept})
    assert reply.headers["Location"] == fetch.address + target
    assert fetch.get(target, {"Accept": accept}).status == 200
    assert (fetch.address + f"/page{TOWN}", "text/html") in links(fetch, TOWN, accept)["describedby"]
