"""The search index of a release: what is in it, that changes reach it, that harm to it is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from munigraph.build import Compiler, Stopwatch, build, index
from munigraph.folding import folded
from munigraph.names import Names
from munigraph.release import Release, Releases, damages
from munigraph.search import LONGEST_QUESTION, Entry, Finder, Name, Question, Role
from munigraph.search.lookup import opened
from tests.indexes import indexed

REFERENCE = "data/reference/exampleby.yaml"
RECORD = "data/records/exampleby-2020-lake-towns.yaml"
BASE = "https://w3id.org/munigraph/id/"
SOMEWHERE = {"en": "Somewhere", "da": "Et sted", "sv": "Någonstans"}


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "home")


def entry(release: Release, name: str) -> Entry | None:
    finder = Finder(release.index)
    try:
        return finder.entry(BASE + name)
    finally:
        finder.close()


def edited(project: Path, file: str, edit: Callable[[list[dict[str, object]]], object]) -> None:
    path = project / file
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(content["facts"])
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def with_place(**more: object) -> Callable[[list[dict[str, object]]], object]:
    return lambda facts: facts.append(
        {"id": "place/somewhere", "type": "Place", "label": SOMEWHERE, "locatedIn": "country/lakeland"} | more
    )


def test_what_an_index_knows_of_a_thing(project: Path, releases: Releases, quiet: Stopwatch) -> None:
    release = build(project, Names(), releases, None, quiet)
    case = entry(release, "case/exampleby-2020-0000017")
    assert case is not None
    assert case.kinds == ("https://w3id.org/munigraph/ontology#Case",)
    assert case.names == (
        Name("Sagen om netværket af søbyer", "da", Role.LABEL),
        Name("The case of the Lake Towns Network", "en", Role.LABEL),
        Name("Ärendet om nätverket av sjöstäder", "sv", Role.LABEL),
        Name("2020-0000017", "", Role.CODE),
    )
    party = entry(release, "party/ll-b")
    assert party is not None
    assert party.names[-1] == Name("B", "", Role.CODE)
    assert entry(release, "party-code/ll-b") is None, "it is found as the party"
    assert entry(release, "municipality/exampleby") is not None
    known = entry(release, "municipality/exampleby")
    assert known is not None
    assert known.standing > case.standing
    assert release.manifest.searchable == len(indexed(release).things) > 300


def test_names_of_any_kind_are_found(project: Path, releases: Releases, quiet: Stopwatch) -> None:
    names = json.loads((Path(__file__).parent / "hostile-names.json").read_text(encoding="utf-8"))
    assert len(names) == 19
    edited(project, REFERENCE, with_place(altLabel={"en": names}))
    release = build(project, Names(), releases, None, quiet)
    known = entry(release, "place/somewhere")
    assert known is not None
    assert {name.text for name in known.names if name.role is Role.OTHER} == {name[:1_000] for name in names}
    finder = Finder(release.index)
    for name in names:
        found = finder.find(Question(name[:LONGEST_QUESTION]))
        if folded(name):
            assert found.hits[0].iri == f"{BASE}place/somewhere", name
            assert found.hits[0].matched.text == name[:1_000]
    finder.close()


def steps() -> dict[str, tuple[str, Callable[[list[dict[str, object]]], object]]]:
    def fact(name: str, **changed: object) -> Callable[[list[dict[str, object]]], object]:
        return lambda facts: next(each for each in facts if each["id"] == name).update(changed)

    labels = {"en": "Exampleby Town", "da": "Exampleby By", "sv": "Exampleby stad"}
    other_code = {
        "id": "identifier/copenhagen-case-2020-0000017",
        "type": "Identifier",
        "notation": "2021-0000099",
        "identifierScheme": "copenhagen-case",
    }
    another = other_code | {"id": "identifier/copenhagen-case-2021-0000098", "notation": "2021-0000098"}
    case, motion = "case/exampleby-2020-0000017", ["MembershipProposal", "Motion"]
    return {
        "a label": (REFERENCE, fact("municipality/exampleby", label=labels)),
        "a code": (RECORD, fact(case, identifier=other_code)),
        "another code": (RECORD, fact(case, identifier=[other_code, another])),
        "no code": (RECORD, lambda facts: facts[0].pop("identifier")),
        "a code of nothing": (REFERENCE, lambda facts: facts.append(another)),
        "a code that was of nothing": (REFERENCE, fact("body/exampleby-council", identifier=another["id"])),
        "a class": (
            RECORD,
            fact("proposal/exampleby-2020-join-lake-towns", type=motion),
        ),
        "a new thing": (
            REFERENCE,
            with_place(),
        ),
        "many mentions": (
            REFERENCE,
            lambda facts: facts.extend(
                {
                    "id": f"place/number-{number}",
                    "type": "Place",
                    "label": {"en": f"Place {number}", "da": f"Sted {number}", "sv": f"Plats {number}"},
                    "locatedIn": "country/lakeland",
                }
                for number in range(40)
            ),
        ),
    }


def test_each_change_reaches_the_index(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    """Step by step, forth and back again, the index is that of a build from nothing."""
    compiler = Compiler(project, Names(), Releases(tmp_path / "home"), None)
    first = compiler.build(quiet)
    before = indexed(first)
    texts = {file: (project / file).read_text(encoding="utf-8") for file in (REFERENCE, RECORD)}
    for name, (file, edit) in steps().items():
        edited(project, file, edit)
        made = indexed(compiler.build(quiet))
        scratch = build(project, Names(), Releases(tmp_path / "scratch"), None, quiet)
        assert made == indexed(scratch), name
        assert made != before, name
        before = made
    for file, text in texts.items():
        (project / file).write_text(text, encoding="utf-8")
    again = compiler.build(quiet)
    assert again.id == first.id
    assert list(damages(again)) == []


def test_what_other_software_made_is_not_revised(
    project: Path, tmp_path: Path, releases: Releases, quiet: Stopwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler = Compiler(project, Names(), releases, None)
    first = compiler.build(quiet)
    monkeypatch.setattr(index, "software", lambda: "another version")
    edited(project, REFERENCE, with_place())
    second = compiler.build(quiet)
    assert made_by(first) != made_by(second) == "another version"
    assert indexed(second) == indexed(build(project, Names(), Releases(tmp_path / "scratch"), None, quiet))


def made_by(release: Release) -> str:
    with closing(opened(release.index)) as connection:
        return str(connection.execute("SELECT value FROM about WHERE name = 'made_by'").fetchone()[0])


def test_a_release_without_an_index_is_followed_by_one_with(
    project: Path, releases: Releases, quiet: Stopwatch
) -> None:
    compiler = Compiler(project, Names(), releases, None)
    compiler.build(quiet).index.unlink()
    edited(project, REFERENCE, with_place())
    release = compiler.build(quiet)
    assert list(damages(release)) == []
    assert entry(release, "place/somewhere") is not None


def test_another_process_writes_the_same(
    project: Path, tmp_path: Path, releases: Releases, quiet: Stopwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it does where there is much to write."""
    alone = build(project, Names(), releases, None, quiet)
    monkeypatch.setattr(index, "_WORTH_A_PROCESS", 0)
    assert indexed(build(project, Names(), Releases(tmp_path / "other"), None, quiet)) == indexed(alone)
    with pytest.raises(OSError, match=r"could not be written: .*unable to open"):
        index._by_a_process(tmp_path / "nowhere" / "search.db", iter(()))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda path: path.unlink(), "the search index is missing"),
        (
            lambda path: path.write_bytes(b"not a database, and long enough to be seen as none" * 9),
            "cannot be read",
        ),
        (lambda path: path.write_bytes(path.read_bytes()[: 3 * 4096]), "the search index"),
        (lambda path: path.write_bytes(b""), "the search index cannot be read"),
    ],
)
def test_damage_to_the_index_is_seen(
    harm: Callable[[Path], object], told: str, project: Path, releases: Releases, quiet: Stopwatch
) -> None:
    release = build(project, Names(), releases, None, quiet)
    harm(release.index)
    assert any(told in damage for damage in damages(release))
