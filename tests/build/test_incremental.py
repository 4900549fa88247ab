"""A release made step by step is the release made from scratch, whatever the steps."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.build import Compiler, Stopwatch, build
from munigraph.errors import InputFaultsError, RefusedBuildError
from munigraph.names import PREFIXES, Names
from munigraph.release import Changes, Release, Releases, damages
from munigraph.release.leaves import FILE_NAME
from tests.graphs import quad_lines
from tests.indexes import indexed

SOURCE = """
id: document/{slug}
type: SourceDocument
title: {{en: Paper {word}, da: Papir {word}, sv: Papper {word}}}
label: {{en: Paper {word}, da: Papir {word}, sv: Papper {word}}}
language: ENG
publisher: municipality/exampleby
documentKind: minutes-extract
issued: 2020-03-{day:02}
textQuality: clean
sha256: {digest}
characters: 900
"""
RECORD = """
document: document/{slug}
curation: {curation}
facts:
  - id: meeting/{slug}
    type: Meeting
    label: {{en: Meeting {word}, da: Møde {word}, sv: Sammanträde {word}}}
    meetingOf: body/exampleby-council
    heldOn: 2020-03-{day:02}
    evidence:
      - {{start: {day}, end: {end}}}
  - id: proposal/{slug}
    type: Proposal
    label: {{en: Proposal {word}, da: Forslag {word}, sv: Förslag {word}}}
    verified: {verified}
    evidence:
      - {{start: 0, end: {day}}}
"""

DOUBTED = "false\n    doubt: {en: twelve stated, da: tolv oplyst, sv: tolv uppgivna}"


class Editor:
    """Adds, changes and removes documents of a project, as chance has it."""

    def __init__(self, project: Path, seed: int) -> None:
        self.data = project / "data"
        self.chance = random.Random(seed)  # noqa: S311 - a shuffled desk, not a secret
        self.slugs: list[str] = []

    def step(self) -> str:
        kind = self.chance.choice(["add", "add", "change", "remove", "reference"])
        if kind == "reference":
            self._reference()
        elif kind == "add" or not self.slugs:
            slug = f"exampleby-2020-paper-{self.chance.randrange(10**6)}"
            self.slugs.append(slug)
            self._write(slug)
        elif kind == "change":
            self._write(self.chance.choice(self.slugs))
        else:
            slug = self.slugs.pop(self.chance.randrange(len(self.slugs)))
            for folder in ("sources", "records"):
                (self.data / folder / f"{slug}.yaml").unlink()
        return kind

    def _write(self, slug: str) -> None:
        day = self.chance.randrange(1, 29)
        parts = {
            "slug": slug,
            "word": self.chance.choice(["ålborg", "þing", "Ærø", "plain", "日本"]),
            "day": day,
            "end": day + self.chance.randrange(1, 800),
            "digest": f"{self.chance.getrandbits(256):064x}",
            "curation": self.chance.choice(["curated", "extracted", "extracted-reviewed"]),
            "verified": self.chance.choice(["true", DOUBTED]),
        }
        (self.data / "sources" / f"{slug}.yaml").write_text(SOURCE.format(**parts), encoding="utf-8")
        (self.data / "records" / f"{slug}.yaml").write_text(RECORD.format(**parts), encoding="utf-8")

    def _reference(self) -> None:
        path = self.data / "reference" / "exampleby.yaml"
        lines = path.read_text(encoding="utf-8").replace("Lakeland", f"Lakeland {self.chance.randrange(9)}")
        path.write_text(lines, encoding="utf-8")


DIFFERING = {"changes.rdfp.gz", "catalogue.ttl"}
"""Files that tell of the release before."""


def same_release(made: Release, scratch: Release) -> None:
    """Two releases are the same in all but what came before them; store and index hold what the dumps say."""
    assert made.id == scratch.id
    for path in sorted((scratch.path / "dumps").iterdir()):
        if path.name not in DIFFERING:
            assert (made.path / "dumps" / path.name).read_bytes() == path.read_bytes(), path.name
    assert (made.path / FILE_NAME).read_bytes() == (scratch.path / FILE_NAME).read_bytes()
    assert stored(made) == stored(scratch) == set(quad_lines(scratch))
    assert figures(made) == figures(scratch)
    assert indexed(made) == indexed(scratch)
    assert list(damages(made)) == []


def stored(release: Release) -> set[str]:
    return {f"{quad} ." for quad in release.store() if "/graph/catalogue" not in str(quad.graph_name)}


def figures(release: Release) -> set[str]:
    """What the catalogue says in VoID."""
    quads = ox.parse(path=str(release.path / "dumps" / "catalogue.ttl"), format=ox.RdfFormat.TURTLE)
    return {str(quad.triple) for quad in quads if "rdfs.org/ns/void#" in quad.predicate.value}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_step_by_step_is_from_scratch(seed: int, project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    """Whether each step is a build of its own, or one that remembers the last."""
    editor = Editor(project, seed)
    alone, remembering = Releases(tmp_path / "alone"), Releases(tmp_path / "remembering")
    compiler = Compiler(project, Names(), remembering, None)
    compiler.build(quiet)
    build(project, Names(), alone, None, quiet)
    for step in range(8):
        editor.step()
        made = compiler.build(quiet)
        if step % 4 == 3:
            by_itself = build(project, Names(), alone, None, quiet)
            scratch = build(project, Names(), Releases(tmp_path / f"scratch-{step}"), None, quiet)
            same_release(by_itself, scratch)
            same_release(made, scratch)


def test_what_is_wrong_in_a_step_is_told_and_forgotten(
    project: Path, tmp_path: Path, quiet: Stopwatch
) -> None:
    """A step that is refused changes nothing of what the next one starts from."""
    releases = Releases(tmp_path / "home")
    compiler = Compiler(project, Names(), releases, None)
    first = compiler.build(quiet)
    record = project / "data/records/exampleby-2020-lake-towns.yaml"
    text = record.read_text(encoding="utf-8")
    faults = {
        "votesFor:": ("voteFor:", InputFaultsError),
        "meetingOf: body/exampleby-council": ("meetingOf: body/nowhere", InputFaultsError),
        "votesFor: 4": ("votesFor: -4", RefusedBuildError),
    }
    for right, (wrong, error) in faults.items():
        assert right in text
        record.write_text(text.replace(right, wrong), encoding="utf-8")
        with pytest.raises(error, match=record.name) as told:
            compiler.build(quiet)
        with pytest.raises(error) as anew:
            build(project, Names(), Releases(tmp_path / "anew"), None, quiet)
        assert str(told.value) == str(anew.value)
        assert releases.current_id() == first.id
    record.write_text(text.replace("votesFor: 4", "votesFor: 3"), encoding="utf-8")
    made = compiler.build(quiet)
    assert made.id != first.id
    same_release(made, build(project, Names(), Releases(tmp_path / "scratch"), None, quiet))


def test_a_description_that_goes_is_missed_elsewhere(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    """The file at fault is not the one that changed."""
    compiler = Compiler(project, Names(), Releases(tmp_path / "home"), None)
    compiler.build(quiet)
    reference = project / "data/reference/exampleby.yaml"
    text = reference.read_text(encoding="utf-8")
    reference.write_text(text.replace("body/exampleby-council\n", "body/exampleby-board\n"), encoding="utf-8")
    with pytest.raises(InputFaultsError, match="body/exampleby-council is described nowhere"):
        compiler.build(quiet)
    source = project / "data/sources/exampleby-2020-lake-towns.yaml"
    reference.write_text(text, encoding="utf-8")
    source.write_text(
        re.sub("characters: .*", "characters: 20", source.read_text(encoding="utf-8")), encoding="utf-8"
    )
    with pytest.raises(InputFaultsError, match="lies outside the text, which has 20 characters"):
        compiler.build(quiet)


@pytest.mark.parametrize("lost", ["cache", "current/dumps/munigraph.nq.gz"])
def test_what_the_last_build_left_may_be_gone(
    lost: str, project: Path, tmp_path: Path, quiet: Stopwatch
) -> None:
    compiler = Compiler(project, Names(), Releases(tmp_path / "home"), None)
    compiler.build(quiet)
    gone = tmp_path / "home" / lost
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    file = project / "data/reference/exampleby.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Lakeland", "Land of Lakes"), encoding="utf-8")
    made = compiler.build(quiet)
    same_release(made, build(project, Names(), Releases(tmp_path / "scratch"), None, quiet))


def test_other_prefixes_make_other_dumps_and_the_same_release(
    project: Path, tmp_path: Path, quiet: Stopwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No leaf can be taken over; what changed is told all the same."""
    releases = Releases(tmp_path / "home")
    first = build(project, Names(), releases, None, quiet)
    monkeypatch.setitem(PREFIXES, "ex", "https://example.org/")
    file = project / "data/reference/exampleby.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Lakeland", "Land of Lakes"), encoding="utf-8")
    second = build(project, Names(), releases, None, quiet)
    same_release(second, build(project, Names(), Releases(tmp_path / "scratch"), None, quiet))
    assert second.manifest.previous == first.id
    assert any("Land of Lakes" in line for line in Changes.between(first, second).added())
    assert second.manifest.file("changes.rdfp.gz") is not None


def test_the_ontology_may_change_between_steps(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    compiler = Compiler(project, Names(), Releases(tmp_path / "home"), None)
    compiler.build(quiet)
    path = project / "ontology" / "munigraph.ttl"
    path.write_text(
        path.read_text(encoding="utf-8") + "\nmg:Meeting rdfs:seeAlso mg:Decision .\n", encoding="utf-8"
    )
    made = compiler.build(quiet)
    same_release(made, build(project, Names(), Releases(tmp_path / "scratch"), None, quiet))


def test_the_manifest_counts_what_changed(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    """Graph by graph, as one would count the lines of both dumps; nothing where there was nothing before."""
    compiler = Compiler(project, Names(), Releases(tmp_path / "home"), None)
    first = compiler.build(quiet)
    assert first.manifest.changes == {}
    Editor(project, 7).step()
    second = compiler.build(quiet)
    before, after = set(quad_lines(first)), set(quad_lines(second))
    assert second.manifest.changes == {
        graph: (count(before - after, graph), count(after - before, graph))
        for graph in {*first.manifest.graphs, *second.manifest.graphs}
        if count(before ^ after, graph)
    }
    assert len(second.manifest.changes) >= 4


def count(lines: set[str], graph: str) -> int:
    return sum(line.endswith(f" <{graph}> .") for line in lines)


def test_figures_are_what_a_query_counts(curated_release: Release) -> None:
    """VoID §4.5, counted by SPARQL over all graphs but that of the catalogue, which came after."""
    store = ox.Store()
    store.extend(quad for quad in curated_release.store() if "/graph/catalogue" not in str(quad.graph_name))
    counted: set[tuple[str, ...]] = set()
    for query in (
        "SELECT (COUNT(*) AS ?a) (COUNT(DISTINCT ?s) AS ?b) (COUNT(DISTINCT ?o) AS ?c) { ?s ?p ?o }",
        "SELECT ?p (COUNT(*) AS ?a) (COUNT(DISTINCT ?s) AS ?b) (COUNT(DISTINCT ?o) AS ?c) "
        "{ ?s ?p ?o } GROUP BY ?p",
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c . FILTER isIRI(?c) } GROUP BY ?c",
    ):
        solutions = store.query(query, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            counted.add(tuple(str(value.value) for value in row))
    told: dict[str, dict[str, str]] = {}
    for quad in ox.parse(
        path=str(curated_release.path / "dumps" / "catalogue.ttl"), format=ox.RdfFormat.TURTLE
    ):
        if quad.predicate.value.startswith(("http://rdfs.org/ns/void#", "http://purl.org/dc/terms/subject")):
            name = re.split("[#/]", quad.predicate.value)[-1]
            told.setdefault(str(quad.subject), {})[name] = quad.object.value
    orders = (
        ("triples", "distinctSubjects", "distinctObjects"),
        ("property", "triples", "distinctSubjects", "distinctObjects"),
        ("class", "entities"),
    )
    uses = store.query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?c (COUNT(*) AS ?n) { "
        "{ SELECT DISTINCT ?s ?p ?c { ?c skos:inScheme ?scheme . ?s ?p ?c "
        "FILTER (!STRSTARTS(STR(?p), STR(skos:))) } } } GROUP BY ?c",
        use_default_graph_as_union=True,
    )
    assert isinstance(uses, ox.QuerySolutions)
    assert {(row["c"].value, row["n"].value) for row in uses} == {
        (each["subject"], each["triples"]) for each in told.values() if "subject" in each
    }
    assert counted == {
        tuple(each[key] for key in order)
        for each in told.values()
        for order in orders
        if {"property", "class"} & set(order) == {"property", "class"} & set(each) and set(order) <= set(each)
    }
