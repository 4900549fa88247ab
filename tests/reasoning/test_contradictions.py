"""Every kind of contradiction is found, with its axiom and the facts that clash."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.build import Stopwatch, build
from munigraph.errors import RefusedBuildError
from munigraph.names import Names
from munigraph.release import Releases

from .cases import closed

CASES = sorted((Path(__file__).parent / "clashes").glob("*.ttl"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_contradiction_names_its_axiom_and_its_facts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^# (\w+): (.*)$", text, re.MULTILINE))
    found = [clash for clash in closed(text).clashes if clash.name == header["rule"]]
    assert found
    assert any(term.endswith(f"#{header['axiom'].partition(':')[2]}>") for term in found[0].axiom)
    assert "<https://example.org/x>" in {term for fact in found[0].facts for term in fact}


def test_thousands_of_contradictions_are_all_told() -> None:
    facts = "".join(f":x{number} a :A , :B ." for number in range(3000))
    assert len(closed(f":A owl:disjointWith :B . {facts}").clashes) == 3000


def test_nonsense_stops_the_build_and_is_named(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    file = project / "data/reference/exampleby.yaml"
    spoiled = file.read_text(encoding="utf-8").replace("type: Network", "type: [Network, Place]")
    file.write_text(spoiled, encoding="utf-8")
    with pytest.raises(RefusedBuildError) as caught:
        build(project, Names(), Releases(tmp_path / "home"), None, quiet)
    message = str(caught.value)
    assert "one thing in two of a set of disjoint classes" in message
    assert "AllDisjointClasses" in message or "owl#members" in message
    assert "network/lake-towns" in message
    report = list(ox.parse(caught.value.report, format=ox.RdfFormat.TURTLE))
    said = {(t.predicate.value.rpartition("#")[2], str(t.object)) for t in report}
    assert ("sourceConstraintComponent", "<https://www.w3.org/TR/owl2-profiles/#cax-adc>") in said
    assert ("focusNode", "<https://w3id.org/munigraph/id/network/lake-towns>") in said
    line = next(n for n, text in enumerate(spoiled.splitlines(), 1) if "id: network/lake-towns" in text)
    assert f"exampleby.yaml:{line}" in message
