"""Releases: the same bytes from the same input, nothing half done, nothing lost."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.build import Stopwatch, build
from munigraph.build.publish import only_build
from munigraph.errors import (
    InputFaultsError,
    MissingError,
    RefusedBuildError,
    UnavailableError,
    UsageError,
    WriteError,
)
from munigraph.names import Names
from munigraph.release import Changes, Release, Releases, damages
from tests.graphs import quad_lines

RECORD = "data/records/exampleby-2020-lake-towns.yaml"


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "home")


def made(project: Path, releases: Releases) -> Release:
    return build(project, Names(), releases, None, Stopwatch(lambda step: None))


def changed(project: Path) -> None:
    file = project / RECORD
    file.write_text(file.read_text(encoding="utf-8").replace("votesFor: 4", "votesFor: 3"), encoding="utf-8")


def command(project: Path, home: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "munigraph.cli", "build", "--project", str(project), "--home", str(home)],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def test_two_machines_make_the_same_bytes(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another place" / "ü"
    shutil.copytree(project, elsewhere)
    settings = (
        (project, tmp_path / "a", {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LC_ALL": "C"}),
        (elsewhere, tmp_path / "b", {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}),
    )
    made_by: list[Release] = []
    for folder, home, environment in settings:
        process = command(folder, home, **environment)
        assert process.wait(timeout=120) == 0
        made_by.append(Releases(home).current())
        assert process.stderr is not None
        process.stderr.close()
    one, other = made_by
    assert one.manifest == other.manifest
    for file in one.manifest.files:
        assert one.dump(file).read_bytes() == other.dump(file).read_bytes(), file.name


def test_a_release_is_whole(curated_release: Release) -> None:
    assert list(damages(curated_release)) == []
    assert curated_release.manifest.quads > 15_000
    assert {file.name for file in curated_release.manifest.files} == {
        "munigraph.ttl.gz", "munigraph.rdf.gz", "munigraph.trig.gz", "munigraph.nq.gz", "munigraph.jsonld.gz",
        "catalogue.ttl", "ontology.ttl", "vocabularies.ttl", "validation.ttl", "validation.md",
        "record.schema.json",
    }  # fmt: skip


def test_every_dump_says_the_same(curated_release: Release) -> None:
    union: dict[str, set[str]] = {}
    for file in curated_release.manifest.files:
        form = ox.RdfFormat.from_media_type(file.media_type)
        if form is None or not file.compressed:
            continue
        quads = ox.parse(
            gzip.decompress(curated_release.dump(file).read_bytes()), format=form, rename_blank_nodes=False
        )
        union[file.name] = {_ground(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert len(union) == 5
    reference = union["munigraph.nq.gz"]
    assert len(reference) > 10_000
    assert all(triples == reference for triples in union.values())


def _ground(*terms: object) -> str:
    return " ".join("_" if isinstance(term, ox.BlankNode) else str(term) for term in terms)


def test_the_store_changes_no_literal_of_ours(curated_release: Release) -> None:
    """pyoxigraph's store normalises some literals; our data uses none of those forms."""
    stored = {str(quad) for quad in curated_release.store() if "/graph/catalogue" not in str(quad.graph_name)}
    written = {line.removesuffix(" .") for line in quad_lines(curated_release)}
    assert {line for line in stored if "_:" not in line} == {line for line in written if "_:" not in line}


def test_data_has_no_blank_nodes(curated_release: Release) -> None:
    allowed = {Names().graph("ontology"), Names().graph("alignments")}
    anonymous = [
        quad
        for quad in curated_release.store()
        if (isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode))
        and str(quad.graph_name).strip("<>") not in allowed
    ]
    assert anonymous == []


def test_building_again_changes_nothing(project: Path, releases: Releases) -> None:
    first = made(project, releases)
    before = first.path.stat().st_mtime_ns
    assert made(project, releases).id == first.id
    assert first.path.stat().st_mtime_ns == before
    assert releases.ids() == [first.id]


def test_a_change_is_a_new_release_with_its_difference(project: Path, releases: Releases) -> None:
    first = made(project, releases)
    changed(project)
    second = made(project, releases)
    assert second.id != first.id
    assert releases.current_id() == second.id
    assert second.manifest.previous == first.id
    found = Changes.between(first, second)
    removed, added = list(found.removed()), list(found.added())
    votes = "https://w3id.org/munigraph/ontology#votesFor"
    assert [line for line in removed if votes in line and '"4"' in line]
    assert [line for line in added if votes in line and '"3"' in line]
    patch = gzip.decompress((second.path / "dumps" / "changes.rdfp.gz").read_bytes()).decode().splitlines()
    assert [line[2:] for line in patch if line.startswith("D ")] == removed
    assert [line[2:] for line in patch if line.startswith("A ")] == added
    assert first.path.is_dir()


def test_switching_back(project: Path, releases: Releases) -> None:
    first = made(project, releases)
    changed(project)
    made(project, releases)
    releases.switch(first.id)
    assert releases.current().id == first.id


def test_ids_may_be_shortened_but_not_guessed(project: Path, releases: Releases) -> None:
    first = made(project, releases)
    changed(project)
    made(project, releases)
    assert releases.get(first.id[:-3]).id == first.id
    with pytest.raises(UsageError, match="may be"):
        releases.get("9")
    with pytest.raises(MissingError, match="there are"):
        releases.get("8")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda project: (project / RECORD).write_text("facts: [", encoding="utf-8"),
        lambda project: (project / RECORD).write_text(
            (project / RECORD)
            .read_text(encoding="utf-8")
            .replace("    proposedMember: municipality/exampleby\n", ""),
            encoding="utf-8",
        ),
        lambda project: (project / "shapes/actors.ttl").write_text("@prefix", encoding="utf-8"),
        lambda project: (project / "ontology/munigraph.ttl").write_text("nonsense", encoding="utf-8"),
        lambda project: (project / "data/release.yaml").write_text("version: 1", encoding="utf-8"),
    ],
    ids=["broken-record", "violated-shape", "broken-shapes", "broken-ontology", "broken-release-file"],
)
def test_a_failed_build_leaves_what_is_served(project: Path, releases: Releases, spoil: object) -> None:
    first = made(project, releases)
    assert callable(spoil)
    spoil(project)
    with pytest.raises((InputFaultsError, RefusedBuildError)):
        made(project, releases)
    assert releases.current().id == first.id
    assert list(damages(releases.current())) == []


def test_a_home_that_cannot_be_written(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="cannot write in"):
        made(project, Releases(tmp_path / "file"))


def test_two_builds_at_once(project: Path, releases: Releases) -> None:
    with only_build(releases), pytest.raises(UnavailableError, match="another build is running"):
        made(project, releases)


def test_no_release_yet(releases: Releases) -> None:
    with pytest.raises(MissingError, match="no release"):
        releases.current()


@pytest.mark.parametrize("harm", ["change", "remove", "add", "store"])
def test_damage_is_seen(project: Path, releases: Releases, harm: str) -> None:
    release = made(project, releases)
    dumps = release.path / "dumps"
    if harm == "change":
        (dumps / "validation.md").write_text("all is well", encoding="utf-8")
    elif harm == "remove":
        (dumps / "munigraph.nq.gz").unlink()
    elif harm == "add":
        (dumps / "extra.txt").write_text("", encoding="utf-8")
    else:
        shutil.rmtree(release.path / "store")
    assert list(damages(release))


@pytest.mark.slow
def test_killed_at_any_moment_a_build_leaves_what_is_served(project: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    releases = Releases(home)
    first = made(project, releases)
    changed(project)
    started = time.monotonic()
    process = command(project, tmp_path / "clocked")
    assert process.wait(timeout=120) == 0
    whole = time.monotonic() - started
    moments = [whole * part / 16 for part in (2, 5, 8, 10, 12, 13, 13.5, 14, 14.5, 15, 15.5)]
    for moment in moments:
        victim = command(project, home)
        time.sleep(moment)
        victim.send_signal(signal.SIGKILL)
        victim.wait(timeout=30)
        current = releases.current()
        assert list(damages(current)) == []
        if current.id != first.id:
            assert len(releases.ids()) == 2
            releases.switch(first.id)
            shutil.rmtree(current.path)
        for process_pipe in (victim.stderr,):
            assert process_pipe is not None
            process_pipe.close()
    assert process.stderr is not None
    process.stderr.close()
    assert made(project, releases).id != first.id
    assert list((home / "building").iterdir()) == []
