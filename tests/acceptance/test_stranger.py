"""The product used by a stranger: other tools read the dumps, a browser asks, a sixth document comes."""

from __future__ import annotations

import gzip
import html
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import rdflib

from munigraph.build import Stopwatch, build
from munigraph.names import Names
from munigraph.release import Changes, Release, Releases
from tests.serving import Client


def unpacked(release: Release, name: str, folder: Path) -> Path:
    path = folder / name.removesuffix(".gz")
    path.write_bytes(gzip.decompress((release.path / "dumps" / name).read_bytes()))
    return path


def test_rdflib_reads_a_dump(curated_release: Release, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(unpacked(curated_release, "munigraph.ttl.gz", tmp_path), format="turtle")
    vote = rdflib.URIRef("https://w3id.org/munigraph/id/vote/copenhagen-finance-committee-2015-08-25-5-1")
    against = rdflib.URIRef("https://w3id.org/munigraph/ontology#votesAgainst")
    assert graph.value(vote, against).toPython() == 6  # type: ignore[union-attr]  # None fails the test as well


@pytest.mark.parametrize(("name", "syntax"), [("munigraph.ttl.gz", "turtle"), ("munigraph.rdf.gz", "rdfxml")])
def test_another_tool_reads_a_dump(name: str, syntax: str, shipped_release: Release, tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper (Debian: raptor2-utils) is not installed")
    path = unpacked(shipped_release, name, tmp_path)
    ended = subprocess.run(
        [rapper, "-q", "-c", "-i", syntax, str(path)], capture_output=True, text=True, check=False
    )
    counted = subprocess.run(
        [rapper, "-c", "-i", syntax, str(path)], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    triples = {quad.triple for quad in ox.parse(path.read_bytes(), format=_form(name))}
    assert f"returned {len(triples)} triples" in counted.stderr


def _form(name: str) -> ox.RdfFormat:
    return ox.RdfFormat.TURTLE if ".ttl" in name else ox.RdfFormat.RDF_XML


def seen_in_chromium(address: str, profile: Path) -> str:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("chromium is not installed")
    ended = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={profile}", "--dump-dom", address,
        ],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return html.unescape(ended.stdout)


def test_a_browser_asks_and_sees_a_table(site: Client, root: Path, tmp_path: Path) -> None:
    query = (root / "queries" / "08-steering-groups.rq").read_text(encoding="utf-8")
    page = seen_in_chromium(f"{site.address}/sparql?query={quote(query)}", tmp_path)
    assert "6 rows" in page
    assert "municipality/antalya" in page


def test_a_browser_lands(site: Client, tmp_path: Path) -> None:
    page = seen_in_chromium(f"{site.address}/", tmp_path)
    assert "Ask the graph" in page
    assert "Downloads" in page


def test_a_sixth_document_needs_files_only(
    curated_project: Path, project: Path, tmp_path: Path, curated_release: Release
) -> None:
    """The invented document of the small project, added to the real data as data/README.md says."""
    site = tmp_path / "site"
    shutil.copytree(curated_project, site)
    shutil.copy(project / "data/sources/exampleby-2020-lake-towns.yaml", site / "data/sources")
    shutil.copy(project / "data/records/exampleby-2020-lake-towns.yaml", site / "data/records")
    shutil.copy(project / "data/reference/exampleby.yaml", site / "data/reference")
    release = build(site, Names(), Releases(tmp_path / "home"), None, Stopwatch(lambda step: None))
    assert Names().graph("exampleby-2020-lake-towns") in release.manifest.graphs
    found = Changes.between(curated_release, release)
    assert len(list(found.added())) > 250
    told_of_all = ("/graph/provenance", "/graph/quality")
    data = [line for line in found.removed() if not any(graph in line for graph in told_of_all)]
    assert data == []
