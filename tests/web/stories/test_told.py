"""What the pages of the real data tell, read as a visitor reads them, in three languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.texts import LANGUAGES
from munigraph.web.things.stories.kinds import KINDS
from tests.serving import Client, serving
from tests.web.stories.page import Page

CASES = tomllib.loads((Path(__file__).parent / "told.toml").read_text(encoding="utf-8"))["page"]
BROWSER = {"Accept": "text/html"}
DECISION = "/page/id/decision/copenhagen-finance-committee-2015-08-25-5-1"
MADE_HERE = {
    "AgendaItem", "Amendment", "Answer", "Case", "Decision", "Meeting", "MembershipProposal", "Motion",
    "Proposal", "Question", "SourceDocument", "Statement", "VoteEvent",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


def test_a_page_is_made_for_each_kind() -> None:
    assert {kind.iri.removeprefix(ONTOLOGY) for kind in KINDS} >= MADE_HERE
    assert {case["lang"] for case in CASES} == set(LANGUAGES)
    assert len(CASES) == 21


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['path']} ({case['lang']})")
def test_a_page_tells(client: Client, case: dict[str, Any]) -> None:
    reply = client.get(f"/page/id/{case['path']}?lang={case['lang']}", BROWSER)
    assert reply.status == 200
    text = Page(reply.text).text
    place = 0
    for words in case["says"]:
        words = " ".join(words.split())
        found = text.find(words, place)
        assert found >= 0, f"{words!r} does not come after {text[:place][-60:]!r}: {text[place:][:400]!r}"
        place = found + len(words)
    for words in case.get("never", ()):
        assert words not in text


def test_a_vote_is_drawn(client: Client) -> None:
    text = client.get("/page/id/vote/copenhagen-finance-committee-2015-08-25-5-1", BROWSER).text
    drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(drawings) == 2, "one for wide pages, one for narrow ones"
    for party in ("dk-a", "dk-b", "dk-c", "dk-f", "dk-i", "dk-oe"):
        assert f'href="/id/party/{party}"' in drawings[0]


def test_what_is_inferred_is_marked_and_leads_to_its_proof(client: Client) -> None:
    links = Page(client.get(DECISION, BROWSER).text).links
    why = next(link for link in links if link.startswith("/why?") and "inMunicipality" in link)
    proof = client.get(why, BROWSER)
    assert proof.status == 200
    assert "Finance Committee of Copenhagen" in Page(proof.text).text


def test_evidence_leads_to_its_place(client: Client) -> None:
    decision = Page(client.get(DECISION, BROWSER).text)
    link = "/id/document/copenhagen-2015-expert-group-radicalisation#c2683-2715"
    assert link in decision.links
    assert "c2683-2715" in Page(client.get(f"/page{link.partition('#')[0]}", BROWSER).text).ids


def test_a_language_that_was_chosen_is_kept(client: Client) -> None:
    links = Page(client.get(f"{DECISION}?lang=sv", BROWSER).text).links
    ours = [link for link in links if link.startswith("/")]
    assert len(ours) > 40
    assert all("lang=sv" in link for link in ours)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_document_is_whole(client: Client, curated_release: Release, language: str) -> None:
    """Each thing that a document's page leads to has a page, whatever it is."""
    page = Page(client.get(f"/page/id/document/copenhagen-2024-beirut-answer?lang={language}", BROWSER).text)
    ours = [link for link in page.links if link.startswith("/id/")]
    assert len(ours) > 30
    for link in ours:
        reply = client.get(f"/page{link.partition('#')[0]}", BROWSER)
        assert reply.status == 200, link
        assert len(set(Page(reply.text).ids)) == len(Page(reply.text).ids), f"an id stands twice: {link}"
