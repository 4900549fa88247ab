"""/reconcile by the W3C's Reconciliation Service API 0.2."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from munigraph.names import ONTOLOGY
from tests.serving import Client

MUNICIPALITY = f"{ONTOLOGY}Municipality"
STOCKHOLM = "https://w3id.org/munigraph/id/municipality/stockholm"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def reconciled(site: Client, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    body = urlencode({"queries": json.dumps(queries)}).encode()
    answer = site("POST", "/reconcile", body, FORM).json
    assert site.get("/reconcile", queries=json.dumps(queries)).json == answer
    assert list(answer) == list(queries)
    return {key: each["result"] for key, each in answer.items()}


def test_what_the_service_is(site: Client) -> None:
    reply = site.get("/reconcile")
    manifest = reply.json
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/munigraph/id/"
    assert manifest["schemaSpace"] == ONTOLOGY
    assert manifest["name"]
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    view = manifest["view"]["url"].removeprefix(site.address).replace("{{id}}", STOCKHOLM)
    assert site.get(view).headers["Location"] == f"{site.address}/page/id/municipality/stockholm"
    for name in ("entity", "type"):
        service = manifest["suggest"][name]
        address = (service["service_url"] + service["service_path"]).removeprefix(site.address)
        assert site.get(address, prefix="mun").json["result"]


def test_a_batch(site: Client) -> None:
    found = reconciled(
        site,
        a={"query": "City of Stockholm"},
        b={"query": "århus kommune", "type": MUNICIPALITY, "limit": 1},
        c={"query": "KS 2018/550", "type": ["Case"]},
        d={"query": "Stokholms stad", "type": "mg:Municipality"},
        e={"query": "zzzz yyyy"},
        f={"query": ""},
    )
    best = found["a"][0]
    assert best == {
        "id": STOCKHOLM,
        "name": "City of Stockholm",
        "type": [{"id": MUNICIPALITY, "name": "municipality"}],
        "score": 100.0,
        "match": True,
    }
    assert [each["score"] for each in found["a"]] == sorted(
        (each["score"] for each in found["a"]), reverse=True
    )
    assert (len(found["b"]), found["b"][0]["match"], found["b"][0]["name"]) == (
        1,
        True,
        "Aarhus Municipality",
    )
    assert found["c"][0]["id"].endswith("case/stockholm-2018-nordic-safe-cities")
    assert found["c"][0]["match"]
    assert (found["d"][0]["id"], found["d"][0]["match"]) == (STOCKHOLM, False)
    assert 90 < found["d"][0]["score"] < 100
    assert found["e"] == found["f"] == []


def test_what_fits_two_things_matches_none(site: Client) -> None:
    found = reconciled(site, a={"query": "Nordic Safe Cities"}, b={"query": "Radikale Venstre"})
    assert [each["match"] for each in found["b"]].count(True) == 1
    for results in found.values():
        perfect = [each for each in results if each["score"] == 100]
        assert len([each for each in results if each["match"]]) == (len(perfect) == 1)


@pytest.mark.parametrize(
    "queries",
    [
        "", "x", "[]", "1", "null", '{"a": 1}', '{"a": []}', '{"a": {}}', '{"a": {"query": "x", "type": 5}}',
        '{"a": {"query": "x", "limit": "many"}}', '{"a": {"query": "x", "limit": 1e999}}', "[" * 100_000,
        json.dumps({str(number): {"query": "x"} for number in range(51)}),
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused(site: Client, queries: str) -> None:
    reply = site("POST", "/reconcile", urlencode({"queries": queries}).encode(), FORM)
    assert reply.status == 400
    assert reply.json["detail"]


def test_suggestions(curated_site: Client) -> None:
    found = curated_site.get("/reconcile/suggest/entity", prefix="nordic s", lang="en").json["result"]
    assert found[0]["name"] == "Nordic Safe Cities"
    assert found[0]["notable"] == [{"id": f"{ONTOLOGY}Network", "name": "network"}]
    rest = curated_site.get("/reconcile/suggest/entity", prefix="nordic s", cursor="1").json["result"]
    assert [each["id"] for each in rest[: len(found) - 1]] == [each["id"] for each in found[1:]]
    types = curated_site.get("/reconcile/suggest/type", prefix="komm", lang="da").json["result"]
    assert {"id": MUNICIPALITY, "name": "kommune"} in types
    assert curated_site.get("/reconcile/suggest/entity", prefix="x" * 999).json == {"result": []}


@pytest.mark.parametrize("name", ["", "https://example.org/x", "javascript:alert(1)", "a b"])
def test_there_is_no_page_about_other_things(site: Client, name: str) -> None:
    assert site.get("/reconcile/view", id=name).status == 404
