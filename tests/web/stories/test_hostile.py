"""Data that mean harm, or that nobody foresaw: pages show them safely, quickly and well."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web.things.stories.near import MOST_VALUES
from tests.serving import Client, serving
from tests.web.stories.page import Page

from ..conftest import BASE, LABEL, TYPE, make_release

BROWSER = {"Accept": "text/html"}
GRAPH = ox.NamedNode(f"{BASE}/graph/minutes")
SCRIPT = "<script>alert(1)</script>"
ARABIC = "بلدية بيروت"
LONG = "Ø" * 4000 + " " + "long " * 1200
MANY = 5000


def thing(path: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}/id/{path}")


def said(subject: str, *pairs: tuple[str, ox.NamedNode | ox.Literal | str]) -> Iterator[ox.Quad]:
    """Statements with terms of the ontology; a text is a literal."""
    for name, value in pairs:
        term = ox.Literal(value) if isinstance(value, str) else value
        yield ox.Quad(thing(subject), ox.NamedNode(ONTOLOGY + name), term, GRAPH)


def of_kind(subject: str, kind: str, label: str) -> Iterator[ox.Quad]:
    yield ox.Quad(thing(subject), TYPE, ox.NamedNode(ONTOLOGY + kind), GRAPH)
    yield ox.Quad(thing(subject), LABEL, ox.Literal(label), GRAPH)


def number(value: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))


def quads() -> Iterator[ox.Quad]:
    script = ox.NamedNode("javascript:alert(1)")
    yield from of_kind("decision/harm", "Decision", SCRIPT)
    yield from said("decision/harm", ("decidesOn", script), ("decidedBy", script), ("status", script))
    yield from said("decision/harm", ("decidedOn", f'2020" onload="{SCRIPT}'), ("basisNote", SCRIPT))
    yield from said("decision/harm", ("decidesOn", thing("proposal/harm")), ("byVote", thing("vote/harm")))
    yield from of_kind("proposal/harm", "Proposal", f"{SCRIPT}</li>{ARABIC}")
    yield from said("proposal/harm", ("proposedBy", script), ("amends", script), ("sequence", SCRIPT))
    for name in ("proposedBy", "proposedTo", "amends", "onBehalfOf", "inCase", "signatoryMandate"):
        yield from said("proposal/harm", (name, f"no: IRI> {SCRIPT} at all"))
    yield from said("membership/harm", ("member", f"no: IRI> {SCRIPT}"), ("network", "<x> y: z"))
    yield ox.Quad(
        thing("membership/harm"), ox.NamedNode(PREFIXES["org"] + "role"), ox.Literal("a: b>"), GRAPH
    )
    yield from of_kind("vote/harm", "VoteEvent", SCRIPT)
    yield from said("vote/harm", ("voteOn", script), ("votesFor", number("9" * 5000)), ("votesAgainst", "-3"))
    yield from said("vote/harm", ("votesAbstaining", "٣"), ("ballot", thing("ballot/harm")))
    side = ox.NamedNode("https://w3id.org/munigraph/vocabulary/vote-side/for")
    yield from said(
        "ballot/harm", ("side", side), ("ballotParty", thing("party/harm")), ("memberCount", SCRIPT)
    )
    yield from said("vote/harm", ("ballot", thing("ballot/words")))
    yield from said("ballot/words", ("side", side), ("ballotParty", "no: IRI>"), ("votingPerson", SCRIPT))
    yield from of_kind("party/harm", "PoliticalParty", f"{ARABIC} {SCRIPT}")
    yield from of_kind("decision/arabic", "Decision", ARABIC)
    yield from said(
        "decision/arabic", ("decidedBy", thing("party/harm")), ("atMeeting", thing("meeting/arabic"))
    )
    yield from of_kind("meeting/arabic", "Meeting", f"{ARABIC} ‮evil‬")
    yield from of_kind("decision/long", "Decision", LONG)
    yield from said("decision/long", ("basisNote", LONG), ("decidesOn", thing("proposal/long")))
    yield from of_kind("proposal/long", "Proposal", LONG)
    yield from of_kind("decision/many", "Decision", "Much is changed")
    yield from said("decision/many", ("status", side))
    for n in range(MANY):
        yield from said(
            "decision/many", ("changes", thing(f"proposal/{n}")), ("decidesOn", thing(f"proposal/{n}"))
        )
        yield from of_kind(f"proposal/{n}", "Proposal", f"Proposal {n}")
        yield from said(f"proposal/{n}", ("inCase", thing("case/many")))
    yield from of_kind("case/many", "Case", "All of it")
    yield from of_kind("document/harm", "SourceDocument", SCRIPT)
    yield from said("document/harm", ("sha256", "../../etc/passwd"), ("characters", number("-1")))
    yield ox.Quad(thing("document/harm"), ox.NamedNode(PREFIXES["dct"] + "source"), script, GRAPH)
    for n, (start, end) in enumerate((("0", "5"), (SCRIPT, "9"), ("5", "9" * 4000), ("9" * 14, "1"))):
        at = f"evidence/harm/{n}"
        yield from said(at, ("inDocument", thing("document/harm")), ("selector", thing(f"selector/harm/{n}")))
        for name, text in (("start", start), ("end", end)):
            place = ox.NamedNode(PREFIXES["oa"] + name)
            yield ox.Quad(thing(f"selector/harm/{n}"), place, ox.Literal(text), GRAPH)
        yield from said("decision/harm", ("evidence", thing(at)))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("harm")
    make_release(home, "1-harm", tuple(quads()))
    with serving(CurrentRelease(Releases(home)), Settings(home=home, base=BASE, workers=3)) as found:
        yield found


PAGES = [
    "decision/harm",
    "proposal/harm",
    "vote/harm",
    "party/harm",
    "ballot/harm",
    "document/harm",
    "meeting/arabic",
    "membership/harm",
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_data_is_markup(client: Client, path: str) -> None:
    reply = client.get(f"/page/id/{path}", BROWSER)
    assert reply.status == 200
    page = Page(reply.text)
    scripts = re.findall(r"<script\b[^>]*>", reply.text)
    assert scripts == ['<script type="application/ld+json">']
    assert not {name for name in page.attributes if name.startswith("on")}
    assert [link for link in page.links if link.lower().startswith(("javascript:", "data:"))] == []
    shown = path in ("meeting/arabic",) or "<script>alert(1)</script>" in page.text
    assert shown, "what it says is shown as words"


def test_names_in_other_directions_stay_apart(client: Client) -> None:
    text = client.get("/page/id/decision/arabic", BROWSER).text
    headings = re.findall(r"<h1[^>]*>[^<]*</h1>", text)
    assert headings == [f'<h1 dir="auto">{ARABIC}</h1>']
    links = re.findall(r'<a [^>]*dir="auto">([^<]*)</a>', text)
    assert f"{ARABIC} &lt;script&gt;alert(1)&lt;/script&gt;" in links
    assert f"{ARABIC} \u202eevil\u202c" in links


def test_a_long_name_is_cut_and_the_whole_of_it_is_there(client: Client) -> None:
    text = client.get("/page/id/decision/long", BROWSER).text
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert heading
    assert title
    assert len(heading[1]) <= 240
    assert len(title[1]) <= 140
    whole = text.count(LONG.strip())
    assert whole >= 1, "the whole name stands below"
    longest = max(map(len, re.findall(r"<a [^>]*>([^<]*)</a>", text)))
    assert longest <= 300, "but in no link"


@pytest.mark.parametrize("path", ["decision/many", "case/many"])
def test_of_very_many_values_some_are_shown(client: Client, path: str) -> None:
    reply = client.get(f"/page/id/{path}", BROWSER)
    page = Page(reply.text)
    assert "There is more than a page shows" in page.text
    shown = [link for link in page.links if link.startswith("/id/proposal/")]
    assert MOST_VALUES <= len(shown) < 10 * MOST_VALUES
    assert len(reply.body) < 1_000_000
    left_out = re.compile(r"4,9\d\d more|All statements that lead here")
    more = [link for link, words in page.links.items() if any(map(left_out.search, words))]
    assert more, "the rest are a click away"
    assert {client.get(link, BROWSER).status for link in more} == {200}


def test_what_stands_beside_very_many_is_not_crowded_out(client: Client) -> None:
    text = Page(client.get("/page/id/decision/many", BROWSER).text).text
    assert "Outcome" in text
    assert "What it decides on" in text


def test_places_that_are_none_are_left_out(client: Client) -> None:
    text = Page(client.get("/page/id/document/harm", BROWSER).text).text
    assert "characters 0–5" in text
    assert "rest on 2 places" in text
    assert client.get("/page/id/document/harm?part=99999999999999999999", BROWSER).status == 200
    assert client.get("/page/id/document/harm?part=-1", BROWSER).status == 200
    assert client.get("/page/id/document/harm?part=%D9%A3", BROWSER).status == 200
