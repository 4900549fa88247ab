"""The documentation of the ontology: every term at its anchor, in three languages, and how it is used."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES, VOCABULARY, Names
from munigraph.records.ontology import alignment_quads
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.ontology.asking import Told, told
from munigraph.web.results import shortened
from munigraph.web.texts import LANGUAGES, texts
from tests.serving import Client, serving

from .conftest import BASE, make_release
from .reading import Node, local_links_lead_somewhere, read

BROWSER = {"Accept": "text/html"}
KINDS = {
    name: ox.NamedNode(PREFIXES["owl"] + name) for name in ("Class", "ObjectProperty", "DatatypeProperty")
}


def iri_of(term: object) -> str:
    """The IRI of a term; empty for one that has none."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def named(curie: str) -> ox.NamedNode:
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    """A server of the real data."""
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


@pytest.fixture(scope="module")
def ontology(root: Path) -> list[ox.Triple]:
    return [
        quad.triple
        for quad in ox.parse(path=str(root / "ontology" / "munigraph.ttl"), format=ox.RdfFormat.TURTLE)
    ]


@pytest.fixture(scope="module")
def terms(ontology: list[ox.Triple]) -> dict[str, str]:
    """The kind of each term of ours, by its IRI."""
    kinds = {kind.value: name for name, kind in KINDS.items()}
    return {
        triple.subject.value: kinds[iri_of(triple.object)]
        for triple in ontology
        if triple.predicate == named("rdf:type")
        and iri_of(triple.object) in kinds
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(ONTOLOGY)
    }


@pytest.fixture(scope="module")
def pages(client: Client) -> Mapping[str, Node]:
    """The page in each language."""
    return {
        language: read(client.get("/page/ontology", {**BROWSER, "Accept-Language": language}).text)
        for language in LANGUAGES
    }


def card(page: Node, iri: str) -> Node:
    return page.one("article", id=iri.removeprefix(ONTOLOGY))


def rows(release: Release, query: str) -> list[dict[str, str]]:
    solutions = release.store().query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names} for row in solutions]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_anchor_with_label_definition_and_example(
    language: str, pages: Mapping[str, Node], ontology: list[ox.Triple], terms: dict[str, str]
) -> None:
    assert len(terms) > 220
    shown = {node.attributes["id"] for node in pages[language].all("article")}
    assert shown == {iri.removeprefix(ONTOLOGY) for iri in terms}
    for triple in ontology:
        text = triple.object
        if not isinstance(text, ox.Literal) or text.language != language:
            continue
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value in terms:
            found = card(pages[language], triple.subject.value)
            assert " ".join(text.value.split()) in found.text
            assert f"mg:{triple.subject.value.removeprefix(ONTOLOGY)}" in found.one("h4").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_usage_is_what_sparql_counts(
    language: str, pages: Mapping[str, Node], terms: dict[str, str], curated_release: Release
) -> None:
    t = texts(language)
    members = {
        row["c"]: int(row["n"])
        for row in rows(curated_release, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    }
    triples = {
        row["p"]: tuple(int(row[name]) for name in "nso")
        for row in rows(
            curated_release,
            "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?a) AS ?s) (COUNT(DISTINCT ?b) AS ?o) "
            "{ SELECT DISTINCT ?a ?p ?b { ?a ?p ?b } } GROUP BY ?p",
        )
    }
    unused = 0
    for iri, kind in terms.items():
        used = card(pages[language], iri).facts()[t("ontology.used")].text
        if kind == "Class":
            assert used.startswith(t.many("ontology.members", members.get(iri, 0)))
        elif iri in triples:
            statements, subjects, objects = triples[iri]
            assert used == (
                f"{t.many('ontology.triples', statements)}: {t.many('ontology.subjects', subjects)}, "
                f"{t.many('ontology.objects', objects)}"
            )
        else:
            assert used == t("ontology.unused")
            unused += 1
    assert 0 < unused < len(terms) / 2


def test_a_class_has_an_example_and_a_query_that_finds_members(
    client: Client, pages: Mapping[str, Node], terms: dict[str, str], curated_release: Release
) -> None:
    t = texts("en")
    instances = {(row["s"], row["c"]) for row in rows(curated_release, "SELECT DISTINCT ?s ?c { ?s a ?c }")}
    classes = [iri for iri, kind in terms.items() if kind == "Class"]
    with_members = {class_ for _, class_ in instances}
    for iri in classes:
        facts = card(pages["en"], iri).facts()
        links = facts[t("ontology.ask")].all("a")
        editor, answer = (urlsplit(link.attributes["href"]) for link in links[:2])
        assert (editor.path, answer.path) == ("/query", "/sparql")
        assert parse_qs(editor.query) == parse_qs(answer.query)
        (query,) = parse_qs(answer.query)["query"]
        found = list(csv.DictReader(io.StringIO(client.ask(query, format="csv").text)))
        assert {(row["thing"], iri) for row in found} <= instances
        assert bool(found) == (iri in with_members), iri
        examples = facts[t("ontology.used")].all("a")
        assert len(examples) == (iri in with_members), iri
        for example in examples:
            thing = Names().base + example.attributes["href"]
            assert (thing, iri) in instances
            assert client("HEAD", example.attributes["href"], headers={"Accept": "text/turtle"}).status == 303


def test_alignments_are_shown_with_the_terms_they_tie(
    root: Path, pages: Mapping[str, Node], terms: dict[str, str]
) -> None:
    t, prefixes = texts("en"), Names().prefixes()
    relations = {named("rdfs:subClassOf"), named("rdfs:subPropertyOf")}
    shown = 0
    for quad in alignment_quads(root / "ontology", Names()):
        if quad.predicate in relations and iri_of(quad.subject) in terms:
            aligned = card(pages["en"], iri_of(quad.subject)).facts()[t("ontology.facts.aligned")]
            link = aligned.one("a", href=iri_of(quad.object))
            assert link.text == shortened(iri_of(quad.object), prefixes)
            shown += 1
    assert shown > 60


def test_axioms_are_in_words(pages: Mapping[str, Node]) -> None:
    t, page = texts("en"), pages["en"]

    def fact(name: str, key: str) -> str:
        return page.one("article", id=name).facts()[t(f"ontology.facts.{key}")].text

    assert fact("decidedBy", "chain") == "at meeting → meeting of"
    assert fact("atMeeting", "links").split(" ") == ["decided", "by"]
    assert fact("BallotFor", "restricted") == "side is for"
    assert "network membership and org:role is steering-group member" in fact(
        "SteeringGroupSeat", "sufficient"
    )
    assert "at least one steering-group seat" in fact("SteeringGroupMember", "sufficient")
    assert fact("territory", "inverse") == fact_label(page, "governedBy")
    assert "abstention" in fact("BallotFor", "disjoint")
    assert t("ontology.characteristics.transitive") in page.one("article", id="locatedIn").text
    assert fact("ballotFor", "gives") == "besluit:heeftVoorstander eli-dl:had_voter_favor"


def fact_label(page: Node, name: str) -> str:
    return page.one("article", id=name).one("h4").all("a")[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_whole_and_name_every_class_of_their_room(
    language: str, client: Client, ontology: list[ox.Triple], terms: dict[str, str]
) -> None:
    text = client.get("/page/ontology", {**BROWSER, "Accept-Language": language}).text
    figures = {}
    for found in re.findall(r'<svg class="diagram".*?</svg>', text, re.DOTALL):
        svg = ET.fromstring(found)  # noqa: S314 - made a moment ago
        name = svg.attrib["aria-labelledby"].split("-title")[0].removeprefix("figure-room-")
        space = "{http://www.w3.org/2000/svg}"
        figures[name] = {element.text for element in svg.iter(f"{space}text")}
        assert svg.find(f"{space}title") is not None
        assert svg.find(f"{space}desc") is not None
    assert set(figures) == {"actors", "networks", "decisions", "statements", "documents"}
    rooms = {t.subject: iri_of(t.object) for t in ontology if t.predicate == named("dc:subject")}
    for triple in ontology:
        label = triple.object
        if triple.predicate != named("rdfs:label") or not isinstance(label, ox.Literal):
            continue
        room = rooms[triple.subject].removeprefix(f"{VOCABULARY}ontology-room/")
        if label.language == language and terms[iri_of(triple.subject)] == "Class" and room != "everywhere":
            assert label.value in figures[room], (room, label.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_on(language: str, pages: Mapping[str, Node]) -> None:
    page = pages[language]
    local_links_lead_somewhere(page)
    assert len(page.all("h1")) == 1
    schemes = {node.attributes["href"] for node in page.all("a") if "/vocabulary/" in node.attributes["href"]}
    assert {"/vocabulary/decision-status", "/vocabulary/vote-side"} <= schemes


def test_a_hash_name_leads_to_its_term_in_the_chosen_language(client: Client) -> None:
    reply = client.get("/ontology?lang=sv", BROWSER)
    assert (reply.status, reply.headers["Location"]) == (303, f"{client.address}/page/ontology?lang=sv")
    page = read(client.get("/page/ontology?lang=sv", BROWSER).text)
    assert page.one("article", id="Decision").one("h4").text.startswith("beslut ")
    assert "/vocabulary/decision-status?lang=sv" in {
        link.attributes.get("href", "") for link in page.all("a")
    }


def test_the_page_is_made_once_however_it_is_asked_for(
    curated_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each language, with and without it in the address; what is no language makes no new one."""
    made: list[str] = []

    async def counted(*arguments: object) -> Told:
        made.append("")
        return await told(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("munigraph.web.ontology.views.told", counted)
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        for query in ("", "?lang=sv", "?lang=sv&x=1", "?lang=nonsense", "?lang=more-nonsense", "?utm=1"):
            for encoding in ("gzip", "identity"):
                headers = {**BROWSER, "Accept-Language": "sv", "Accept-Encoding": encoding}
                assert client.get(f"/page/ontology{query}", headers).status == 200
    assert len(made) == 2


@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"])
def test_the_ontology_can_be_had_in_every_format(
    ending: str, client: Client, curated_release: Release
) -> None:
    reply = client.get(f"/ontology.{ending}")
    form = ox.RdfFormat.from_extension(ending)
    assert form is not None
    assert reply.status == 200
    triples = {quad.triple for quad in ox.parse(reply.body, form)}
    assert len(triples) == curated_release.manifest.graphs[Names().graph("ontology")]


def test_what_is_no_format_is_not_found(client: Client) -> None:
    assert client.get("/ontology.exe").status == 404


LABEL, KIND, CLASS = named("rdfs:label"), named("rdf:type"), KINDS["Class"]


def hostile() -> Iterator[ox.Quad]:
    """An ontology that means harm: markup and scripts in every place, axioms that go in circles."""
    ontology, vocabularies = (ox.NamedNode(f"{BASE}/graph/{name}") for name in ("ontology", "vocabularies"))
    room = ox.NamedNode(f"{VOCABULARY}ontology-room/%22'onload=alert(1)")
    scheme = ox.NamedNode(f"{VOCABULARY}ontology-room")
    for text in ("<script>alert(1)</script>", "\u202eevil " + "x" * 10_000, '"><img src=x onerror=alert(1)>'):
        term = ox.NamedNode(ONTOLOGY + quote(text[:40], safe="'()"))
        yield ox.Quad(term, KIND, CLASS, ontology)
        yield ox.Quad(term, LABEL, ox.Literal(text, language="en"), ontology)
        yield ox.Quad(term, named("skos:definition"), ox.Literal(text, language="en"), ontology)
        yield ox.Quad(term, named("dc:subject"), room, ontology)
        yield ox.Quad(term, named("rdfs:subClassOf"), ox.NamedNode("javascript:alert(1)"), ontology)
        prop = ox.NamedNode(f"{term.value}-p")
        yield ox.Quad(prop, KIND, KINDS["ObjectProperty"], ontology)
        yield ox.Quad(prop, LABEL, ox.Literal(text, language="en"), ontology)
        yield ox.Quad(prop, named("dc:subject"), room, ontology)
        yield ox.Quad(prop, named("rdfs:domain"), term, ontology)
        yield ox.Quad(prop, named("rdfs:range"), ox.NamedNode("javascript:alert(2)"), ontology)
        yield ox.Quad(prop, named("rdfs:subPropertyOf"), prop, ontology)
        circle, head = ox.BlankNode("circle"), ox.BlankNode("head")
        yield ox.Quad(term, named("rdfs:subClassOf"), circle, ontology)
        yield ox.Quad(circle, named("owl:intersectionOf"), head, ontology)
        yield ox.Quad(head, named("rdf:first"), circle, ontology)
        yield ox.Quad(head, named("rdf:rest"), head, ontology)
        yield ox.Quad(prop, named("owl:propertyChainAxiom"), head, ontology)
    for concept in (room, scheme):
        yield ox.Quad(
            concept, named("skos:prefLabel"), ox.Literal("<b>room</b>", language="en"), vocabularies
        )
        yield ox.Quad(concept, named("skos:definition"), ox.Literal("<i>", language="en"), vocabularies)
    yield ox.Quad(room, named("skos:inScheme"), scheme, vocabularies)
    yield ox.Quad(room, named("skos:broader"), room, vocabularies)
    yield ox.Quad(room, named("skos:exactMatch"), ox.NamedNode("javascript:alert(3)"), vocabularies)
    yield ox.Quad(scheme, KIND, named("skos:ConceptScheme"), vocabularies)
    yield ox.Quad(room, KIND, named("skos:Concept"), vocabularies)


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("hostile")
    make_release(home, "1-hostile", tuple(hostile()))
    with serving(CurrentRelease(Releases(home)), Settings(home=home, base=BASE, workers=3)) as found:
        yield found


@pytest.mark.parametrize(
    "path",
    [
        "/page/ontology",
        "/page/vocabulary/ontology-room",
        "/page/vocabulary/ontology-room/%2522'onload=alert(1)",
        "/quality",
        "/page/catalogue",
    ],
)
def test_hostile_terms_do_no_harm(path: str, harmed: Client) -> None:
    reply = harmed.get(path, BROWSER)
    assert reply.status == 200
    page = read(reply.text)
    assert "<script>alert" not in reply.text
    assert not page.all("img")
    assert not [node for node in page.all("a") if node.attributes.get("href", "").startswith("javascript:")]
    assert not [name for node in page.all() for name in node.attributes if name.startswith("on")]
    if path == "/page/ontology":
        assert len(page.all("article")) == 6
        assert "<script>alert(1)</script>" in page.text
        for svg in re.findall(r'<svg class="diagram".*?</svg>', reply.text, re.DOTALL):
            ET.fromstring(svg)  # noqa: S314 - made a moment ago
