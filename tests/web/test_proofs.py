"""Why a statement holds: over HTTP, by the rules, down to the words of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES, Names
from munigraph.proofs import rulebook
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.texts import LANGUAGES, texts
from tests.serving import Client, serving

BROWSER = {"Accept": "text/html"}
STOCKHOLM = Names().thing("municipality/stockholm")
STEERS = {
    "subject": STOCKHOLM,
    "predicate": PREFIXES["rdf"] + "type",
    "object": f"<{ONTOLOGY}SteeringGroupMember>",
}


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


def test_a_proof_goes_down_to_the_words(client: Client) -> None:
    page = client.get("/why", BROWSER, **STEERS).text
    assert "steering-group member" in page
    assert re.search(r"<code>(cls|prp|cax)-[a-z0-9-]+</code>", page)
    assert re.search(r"/id/document/[a-z0-9-]+[^\"]*#c\d+-\d+", page)


def test_a_proof_is_a_table_for_programs(client: Client) -> None:
    reply = client.get("/why", {"Accept": "application/json"}, **STEERS)
    rows = reply.json["results"]["bindings"]
    assert rows[0]["step"]["value"] == "1"
    assert rows[0]["subject"]["value"] == STOCKHOLM
    steps = {row["step"]["value"] for row in rows}
    assert all(row["because"]["value"] in steps for row in rows[1:])
    leaves = steps - {row["because"]["value"] for row in rows[1:]}
    assert all("graph" in row for row in rows if row["step"]["value"] in leaves)


def test_every_mark_of_an_inference_leads_to_its_proof(client: Client) -> None:
    """The links of a real page, each followed."""
    page = client.get("/page/id/decision/stockholm-city-council-2016-strategy", BROWSER).text
    links = [link.replace("&amp;", "&") for link in re.findall(r'class="badge" href="(/why[^"]+)"', page)]
    assert len(links) > 10
    for link in links[::5]:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
        assert client.get("/why", BROWSER, **asked).status == 200, link


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"object": f"<{ONTOLOGY}Network>"}, 404),
        ({"object": '"never said"@da'}, 404),
        ({"object": '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'}, 404),
        ({"object": '"\\uD800\\n\\"x"'}, 404),
        ({"subject": ""}, 400),
        ({"subject": '"text"'}, 400),
        ({"subject": "http://[bad"}, 400),
        ({"object": '"open'}, 400),
        ({"object": "<x> . <y> <z> <q>"}, 400),
        ({"predicate": "<a b:c>"}, 400),
    ],
)
def test_what_cannot_be_proved_is_said_to_be(client: Client, change: dict[str, str], status: int) -> None:
    reply = client.get("/why", BROWSER, **(STEERS | change))
    assert reply.status == status


def test_every_rule_is_told_in_every_language() -> None:
    for language in LANGUAGES:
        found = texts(language)
        for rule in rulebook.rules():
            assert f"proofs.rules.{rule.name}" in found.keys
            for name in re.findall(r"\bowl:(\w+)", rule.query):
                assert f"terms.owl.{name}" in found.keys
    for rule in rulebook.rules():
        assert texts("en").text(f"proofs.rules.{rule.name}") == rule.title


def test_other_formats_are_refused(client: Client) -> None:
    assert client.get("/why", {"Accept": "text/csv"}, **STEERS).status == 406


def test_the_rules_lie_beside_the_prover() -> None:
    folder = Path(rulebook.__file__).parent / "rules"
    assert len(list(folder.glob("*.rq"))) == len(rulebook.rules()) == 37
