"""The catalogue: what it says of releases is what the manifests and the files say."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.build import Compiler, Stopwatch
from munigraph.engine import CurrentRelease
from munigraph.names import Names
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.catalogue.citing import Citation, tex
from munigraph.web.texts import LANGUAGES, texts
from tests.graphs import quad_lines
from tests.serving import Client, serving

from .reading import Node, read

BROWSER = {"Accept": "text/html"}
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Served:
    """A site with three releases at hand, the first to the last, of which the last is served."""

    client: Client
    releases: tuple[Release, ...]

    def page(self, language: str = "en") -> Node:
        return read(self.client.get("/page/catalogue", {**BROWSER, "Accept-Language": language}).text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "tests" / "project", folder, dirs_exist_ok=True)
    for part in ("ontology", "shapes"):
        shutil.copytree(ROOT / part, folder / part)
    home = tmp_path_factory.mktemp("home")
    compiler = Compiler(folder, Names(), Releases(home), None)
    made = [compiler.build(Stopwatch(lambda step: None))]
    record = folder / "data/records/exampleby-2020-lake-towns.yaml"
    reference = folder / "data/reference/exampleby.yaml"
    for path, old, new in (
        (reference, "Lakeland", "Land of <Lakes> & more"),
        (record, "votesFor: 4", "votesFor: 3"),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        made.append(compiler.build(Stopwatch(lambda step: None)))
    assert len({release.id for release in made}) == 3
    with serving(CurrentRelease(Releases(home)), Settings(home=home, log_requests=False)) as client:
        yield Served(client, tuple(made))


def section(page: Node, name: str) -> Node:
    return next(node for node in page.all("section") if node.attributes.get("aria-labelledby") == name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_those_of_the_manifest(language: str, site: Served) -> None:
    manifest = site.releases[-1].manifest
    rows = section(site.page(language), "files").rows()
    assert len(rows) == len(manifest.files) > 8
    for row, file in zip(rows, manifest.files, strict=True):
        assert row[0] == file.name
        assert file.media_type in row[1]
        assert row[2] == " ".join(texts(language).size(file.bytes).split())
        assert row[3] == file.sha256


def test_every_file_of_every_release_can_be_taken(site: Served) -> None:
    page = site.page()
    for release in site.releases:
        for file in release.manifest.files:
            reply = site.client.get(f"/release/{release.id}/{file.name}")
            assert (reply.status, reply.headers["Munigraph-Release"]) == (200, release.id)
            assert hashlib.sha256(reply.body).hexdigest() == file.sha256
    links = {node.attributes["href"] for node in page.all("a")}
    files = [link for link in links if link.startswith("/release/")]
    assert len(files) > 15
    assert all(site.client("HEAD", link).status == 200 for link in files)


def test_the_list_of_checksums_is_what_sha256sum_reads(site: Served, tmp_path: Path) -> None:
    release = site.releases[0]
    sums = tmp_path / "SHA256SUMS"
    sums.write_bytes(site.client.get(f"/release/{release.id}/SHA256SUMS").body)
    for name in ("munigraph.nq.gz", "ontology.ttl"):
        (tmp_path / name).write_bytes(site.client.get(f"/release/{release.id}/{name}").body)
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("sha256sum is not on this machine")
    command = [program, "--check", "--ignore-missing", "--strict", sums.name]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.count(": OK") == 2


def test_changes_are_the_difference_of_the_dumps(site: Served) -> None:
    """Graph by graph, the most first; what is in the patch is what is told."""
    before, after = (set(quad_lines(release)) for release in site.releases[-2:])
    changes = section(site.page(), "changes")
    gone, come = before - after, after - before
    assert f"{len(gone)} statements removed, {len(come)} added" in changes.text
    rows = changes.rows()
    assert [sum(int(row[place]) for row in rows) for place in (1, 2)] == [len(gone), len(come)]
    names = Names()
    counted = {
        graph: (sum(f"<{graph}>" in line for line in gone), sum(f"<{graph}>" in line for line in come))
        for graph in site.releases[-1].manifest.changes
    }
    links = {
        node.attributes["href"]: row for node, row in zip(changes.one("tbody").all("a"), rows, strict=True)
    }
    for graph, (lost, gained) in counted.items():
        assert links[graph.removeprefix(names.base)][1:] == [str(lost), str(gained)]
    assert len(counted) >= 3
    patch = gzip.decompress(site.client.get(f"/release/{site.releases[-1].id}/changes.rdfp.gz").body).decode()
    assert sum(line.startswith("D ") for line in patch.splitlines()) == len(gone)


def test_releases_at_hand_are_listed_and_the_served_one_is_marked(site: Served) -> None:
    rows = section(site.page(), "releases").rows()
    served = texts("en")("catalogue.served")
    assert [row[0] for row in rows] == [
        f"{site.releases[2].id} {served}", site.releases[1].id, site.releases[0].id
    ]  # fmt: skip
    for row, release in zip(rows, reversed(site.releases), strict=True):
        counts = list(release.manifest.changes.values())
        assert row[2] == texts("en").number(release.manifest.quads)
        assert row[3:5] == (
            [str(sum(count[place] for count in counts)) for place in (0, 1)] if counts else ["–", "–"]
        )


def test_the_first_release_has_no_changes(site: Served, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "releases").mkdir(parents=True)
    shutil.copytree(site.releases[0].path, home / "releases" / site.releases[0].id)
    Releases(home).switch(site.releases[0].id)
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=2)) as client:
        text = read(client.get("/page/catalogue", BROWSER).text)
        assert section(text, "changes").text.endswith(texts("en")("catalogue.first"))
        shutil.rmtree(home / "releases" / site.releases[0].id)
        assert client.get(f"/release/{site.releases[0].id}/ontology.ttl").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/release/0.1.0/ontology.ttl",
        "/release/nothing/ontology.ttl",
        "/release/%2e%2e/manifest.json",
        "/release/..%2f../manifest.json",
        "/release/{id}/manifest.json",
        "/release/{id}/leaves.tsv",
        "/release/{id}/%2e%2e%2fmanifest.json",
        "/release/{start}/ontology.ttl",
    ],
)
def test_only_files_of_a_manifest_are_given_out(path: str, site: Served) -> None:
    """A release is asked for by its whole id, and nothing becomes a path."""
    release_id = site.releases[0].id
    assert site.client.get(path.format(id=release_id, start=release_id[:-1])).status == 404


def test_people_who_ask_for_dumps_see_the_catalogue(site: Served) -> None:
    reply = site.client.get("/dumps/?lang=da", BROWSER)
    assert (reply.status, reply.headers["Location"]) == (
        303, f"{site.client.address}/page/catalogue?lang=da#files"
    )  # fmt: skip
    assert site.client.get("/dumps/").json["release"] == site.releases[-1].id
    assert site.client.get("/catalogue", BROWSER).headers["Location"].endswith("/page/catalogue")
    assert site.client.get("/catalogue", {"Accept": "text/turtle"}).headers["Location"].endswith(".ttl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_names_the_release_and_its_permanent_address(language: str, site: Served) -> None:
    release = site.releases[-1]
    iri = Names().release(release.id)
    page = site.page(language)
    asked = {"Accept-Language": language}
    bib = site.client.get("/page/catalogue/citation.bib", asked).text
    csl = site.client.get("/page/catalogue/citation.csl.json", asked).json
    shown = [node.text for node in section(page, "cite").all("pre")]
    assert shown[0] == " ".join(bib.split())
    assert json.loads(shown[1]) == csl
    (item,) = csl
    assert (item["URL"], item["version"], item["type"]) == (iri, release.id, "dataset")
    assert item["title"] == release.manifest.title[language]
    assert f"url          = {{{iri}}}" in bib
    assert f"title        = {{{{{tex(release.manifest.title[language])}}}}}" in bib
    assert iri in section(page, "cite").one("p", **{"class": "citation"}).text


def test_bibtex_takes_any_title() -> None:
    citation = Citation("50 % of {a_b} \\ C#", "A & B", "2026", "1-a b", "1", "https://e.example/#x", "en")
    assert tex(citation.title) == r"50 \% of \{a\_b\} \textbackslash{} C\#"
    assert citation.key == "munigraph-1-ab"
    assert citation.csl()["issued"] == {"date-parts": [[2026]]}
    assert citation.month == ""


def test_search_engines_are_told_of_the_release(site: Served) -> None:
    page = site.page("sv")
    told = json.loads(page.one("script", type="application/ld+json").text)
    manifest = site.releases[-1].manifest
    assert (told["@type"], told["@id"]) == ("Dataset", Names().release(manifest.id))
    assert told["name"] == manifest.title["sv"]
    assert {each["sha256"] for each in told["distribution"]} == {file.sha256 for file in manifest.files}


def test_the_description_tells_what_it_conforms_to_and_what_came_before(site: Served) -> None:
    store = site.releases[-1].store()
    release, before = (ox.NamedNode(Names().release(each.id)) for each in site.releases[:-3:-1])
    dcat, dct = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"

    def values(prop: str) -> set[str]:
        found = store.quads_for_pattern(release, ox.NamedNode(prop), None, None)
        return {quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}

    assert values(f"{dcat}previousVersion") == {before.value}
    shown = {node.attributes["href"] for node in site.page().all("dl")[0].all("a")}
    assert values(f"{dct}conformsTo") <= shown
    assert len(values(f"{dct}conformsTo")) > 3


DISTRIBUTIONS = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?address ?bytes ?sum {
  ?release dcat:distribution [ dcat:downloadURL ?address ; dcat:byteSize ?bytes ; spdx:checksum [
    spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ] ]
  FILTER (DATATYPE(?sum) = xsd:hexBinary)
}"""


def test_the_description_of_a_release_leads_to_its_own_files(site: Served) -> None:
    """Also when it is no longer the latest."""
    for release in site.releases:
        found = release.store().query(DISTRIBUTIONS, use_default_graph_as_union=True)
        files = {row["address"].value: (row["bytes"].value, row["sum"].value) for row in found}  # type: ignore[union-attr]  # SELECT
        assert len(files) > 8
        for address, (size, digest) in files.items():
            body = site.client.get(address.removeprefix(Names().base)).body
            assert (str(len(body)), hashlib.sha256(body).hexdigest()) == (size, digest)
