"""The page without scripts, and what it and the editor are told by the graph."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from munigraph.description.examples import read_examples
from munigraph.engine import OneFile, serve_file
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS
from munigraph.settings import Settings
from munigraph.web.texts import LANGUAGES, texts
from munigraph.web.things.addresses import Addresses
from tests.serving import Client, serving

BROWSER = {"Accept": "text/html"}


def written(page: str) -> str:
    """The query in the text area; its first line break is not part of it."""
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_its_examples_are_in_the_language(language: str, site: Client, root: Path) -> None:
    reply = site.get("/query", BROWSER, lang=language)
    assert reply.status == 200
    assert reply.headers["Content-Language"] == language
    page = unescape(reply.text)
    say = texts(language)
    assert f"<h1>{say('query.title')}</h1>" in page
    examples = read_examples(root / "queries")
    assert say.many("query.examples", len(examples)) in page
    for example in examples:
        assert example.title[language] in page
        assert example.topic[language] in page
        assert f"/query?example={example.name}&lang={language}" in page


def test_an_example_fills_the_form_by_its_link_alone(site: Client, root: Path) -> None:
    for example in read_examples(root / "queries"):
        page = site.get("/query", BROWSER, example=example.name, lang="da").text
        assert written(page) == example.query.rstrip()
        assert example.title["da"] in unescape(page)
        assert example.comment["da"] in unescape(page)


def test_a_link_carries_any_query(site: Client) -> None:
    query = 'SELECT * {\n  ?s ?p "</textarea><script>alert(1)</script>å😀"\n}'
    page = site.get("/query", BROWSER, query=query)
    assert written(page.text) == query
    assert "<script>alert" not in page.text
    assert 'action="/sparql"' in page.text


def test_there_is_no_example_of_that_name(site: Client) -> None:
    reply = site.get("/query", BROWSER, example="<b>absent")
    assert reply.status == 404
    assert "<b>absent" not in reply.text


def test_other_pages_lead_to_the_editor(site: Client) -> None:
    for path in ("/", "/sparql", "/sparql?query=ASK{}"):
        assert 'href="/query"' in site.get(path, BROWSER).text
    for path in ("/sparql", "/sparql?query=ASK{}"):
        assert 'formaction="/query"' in site.get(path, BROWSER).text
    assert "formaction" not in site.get("/query", BROWSER).text


def test_terms_come_from_void_with_names_in_three_languages(site: Client) -> None:
    terms = site.get("/query/terms.json").json
    classes = {term["iri"]: term for term in terms["classes"]}
    properties = {term["iri"]: term for term in terms["properties"]}
    mg = terms["prefixes"]["mg"]
    vote = classes[mg + "VoteEvent"]
    assert vote["names"] == {"da": "afstemning", "en": "vote", "sv": "omröstning"}
    counted = site.ask(f"SELECT (COUNT(DISTINCT ?v) AS ?n) {{ ?v a <{mg}VoteEvent> }}", format="csv").text
    assert vote["uses"] == int(counted.split()[1])
    assert set(properties[mg + "side"]["names"]) == {"en", "da", "sv"}
    for some in (terms["classes"], terms["properties"]):
        assert len(some) > 50
        assert [term["uses"] for term in some] == sorted((term["uses"] for term in some), reverse=True)


@pytest.mark.parametrize("path", ["/query", "/query/terms.json", "/query/examples.json", "/static/query.css"])
def test_what_is_known_is_not_sent_again(path: str, site: Client) -> None:
    first = site.get(path)
    assert first.status == 200
    assert re.fullmatch(r'"[^"]+"', first.headers["ETag"])
    again = site.get(path, {"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_scripts_and_styles_are_sent_encoded(site: Client) -> None:
    plain = site.get("/static/site.css")
    assert plain.media_type == "text/css"
    encoded = site.get("/static/site.css", {"Accept-Encoding": "gzip"})
    assert encoded.headers["Content-Encoding"] == "gzip"
    assert len(encoded.body) < len(plain.body) / 2
    for path in ("/static/absent.css", "/static/../app.py", "/static/%2e%2e/app.py", "/static/"):
        assert site.get(path).status == 404


def test_the_examples_are_there_for_programs(site: Client, root: Path) -> None:
    found = site.get("/query/examples.json", {"Accept-Language": "sv"}).json["examples"]
    for example, listed in zip(read_examples(root / "queries"), found, strict=True):
        assert listed == {
            "name": example.name,
            "title": example.title["sv"],
            "comment": example.comment["sv"],
            "topic": example.topic["sv"],
            "query": example.query.rstrip(),
        }


def test_the_editor_is_told_what_the_service_has(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("munigraph.web.query.views.built", lambda name: True)
    page = site.get("/query", BROWSER | {"Cache-Control": "no-cache"}, lang="sv").text
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', page, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert [form["name"] for form in told["tables"]] == [form.name for form in RESULT_FORMATS] + [
        "spreadsheet"
    ]
    assert [form["type"] for form in told["graphs"]] == [form.media_type for form in GRAPH_FORMATS]
    assert told["texts"]["running"] == texts("sv")("query.client.running")
    assert told["texts"]["problem.syntax"] == texts("sv")("problem.titles.syntax")
    assert told["publicEndpoint"] == f"{site.address}/sparql"
    addresses = Addresses("https://w3id.org/munigraph")
    for start, path in told["places"]:
        assert addresses.path(f"{start}x" if start.endswith(("/", "#")) else start).startswith(path)


def test_without_the_built_editor_the_page_says_so(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("munigraph.web.query.views.built", lambda name: False)
    page = site.get("/query", BROWSER, lang="en", example="16-votes")
    assert texts("en")("query.plain") in page.text
    assert "built/" not in page.text
    assert "<template" not in page.text
    assert 'name="format"' in page.text


def test_a_single_file_has_a_form_and_no_examples(tmp_path: Path) -> None:
    path = tmp_path / "some.ttl"
    path.write_text("<http://e/a> <http://e/b> 1 .")
    with serving(OneFile(serve_file(path, tmp_path / "store")), Settings(workers=2)) as client:
        page = client.get("/query", BROWSER)
        assert page.status == 200
        assert 'id="examples"' not in page.text
        terms = client.get("/query/terms.json").json
        assert (terms["classes"], terms["properties"]) == ([], [])
        assert "rdf" in terms["prefixes"]
