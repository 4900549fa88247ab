"""Votes as minutes tell them: persons by party, counts that names do not bear out, what the sides mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES, VOCABULARY
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, serving
from tests.web.stories.page import Page

from ..conftest import BASE, LABEL, TYPE, make_release

BROWSER = {"Accept": "text/html"}
GRAPH = ox.NamedNode(f"{BASE}/graph/minutes")
VOTERS = {"for": ("Ada", "Bo"), "against": ("Cleo", "Dan"), "abstain": ()}


def thing(path: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}/id/{path}")


def say(subject: str, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(thing(subject), ox.NamedNode(ONTOLOGY + name), value, GRAPH)


def named(subject: str, kind: str, label: str) -> Iterator[ox.Quad]:
    yield ox.Quad(thing(subject), TYPE, ox.NamedNode(ONTOLOGY + kind), GRAPH)
    yield ox.Quad(thing(subject), LABEL, ox.Literal(label), GRAPH)


def quads() -> Iterator[ox.Quad]:
    yield from named("vote/1", "VoteEvent", "The vote")
    for name, count in (("votesFor", 3), ("votesAgainst", 2), ("votesAbstaining", 0)):
        yield say("vote/1", name, ox.Literal(count))
    yield say("vote/1", "meaningOfFor", ox.Literal("to reject the motion", language="en"))
    yield say("vote/1", "meaningOfFor", ox.Literal("at forkaste forslaget", language="da"))
    yield say("vote/1", "meaningOfAgainst", ox.Literal("to adopt it", language="en"))
    yield say("vote/1", "castingVoteBy", thing("person/Ada"))
    yield from named("party/blue", "PoliticalParty", "The Blues")
    for side, persons in VOTERS.items():
        for person in persons:
            yield from named(f"person/{person}", "Person", person)
            ballot = f"ballot/{person}"
            yield say("vote/1", "ballot", thing(ballot))
            yield say(ballot, "side", ox.NamedNode(f"{VOCABULARY}vote-side/{side}"))
            yield say(ballot, "votingPerson", thing(f"person/{person}"))
            if person != "Dan":
                yield say(ballot, "ballotParty", thing("party/blue"))
    yield say("party/blue", "partyCode", thing("code/old"))
    yield say("party/blue", "partyCode", thing("code/new"))
    for code, letter, name in (("old", "FB", "until"), ("new", "B", "since")):
        day = ox.Literal("2015-11-22", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        yield say(f"code/{code}", name, day)
        notation = ox.NamedNode(PREFIXES["skos"] + "notation")
        yield ox.Quad(thing(f"code/{code}"), notation, ox.Literal(letter), GRAPH)
    for n, held in ((1, "2015-03-03"), (2, "2016-03-03")):
        yield from named(f"meeting/{n}", "Meeting", f"Meeting {n}")
        day = ox.Literal(held, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        yield say(f"meeting/{n}", "heldOn", day)
    yield say("vote/1", "atMeeting", thing("meeting/1"))
    yield from named("vote/2", "VoteEvent", "The later vote")
    yield say("vote/2", "ballot", thing("ballot/Ada"))
    yield say("vote/2", "atMeeting", thing("meeting/2"))
    yield from named("vote/3", "VoteEvent", "A vote that nothing is told of")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("votes")
    make_release(home, "1-votes", tuple(quads()))
    with serving(CurrentRelease(Releases(home)), Settings(home=home, base=BASE, workers=3)) as found:
        yield found


def test_a_count_that_names_do_not_bear_out_is_told_with_them(client: Client) -> None:
    reply = client.get("/page/id/vote/1", BROWSER)
    text = Page(reply.text).text
    assert "3 for, 2 against, 0 abstaining." in text
    assert "For 3 The Blues (FB): 2 – Ada, Bo The document states 3, and names 2. Both are kept." in text
    assert "Against 2 The Blues (FB): 1 – Cleo Dan" in text, "who has no party comes last"
    assert "The document states 3, and names 2" in " ".join(re.findall(r">([^<]+)</text>", reply.text))


def test_what_the_sides_mean_is_told(client: Client) -> None:
    text = Page(client.get("/page/id/vote/1", BROWSER).text).text
    assert "“For” means to reject the motion" in text
    assert "“Against” means to adopt it" in text
    assert "Casting vote by Ada" in text
    danish = Page(client.get("/page/id/vote/1?lang=da", BROWSER).text).text
    assert "»For« betyder at forkaste forslaget" in danish


def test_a_party_goes_by_the_letter_of_its_time(client: Client) -> None:
    assert "The Blues (FB)" in Page(client.get("/page/id/vote/1", BROWSER).text).text
    assert "The Blues (B)" in Page(client.get("/page/id/vote/2", BROWSER).text).text


def test_a_vote_of_which_nothing_is_told_is_no_error(client: Client) -> None:
    reply = client.get("/page/id/vote/3", BROWSER)
    assert reply.status == 200
    assert "<svg" not in reply.text
