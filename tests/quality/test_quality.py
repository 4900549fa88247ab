"""What is measured is what one would count by hand or by SPARQL, from nothing and after any change."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from munigraph.build import Stopwatch, build
from munigraph.columns.bags import Bag, Delta
from munigraph.columns.tables import Statement, Tables, Terms, tokens
from munigraph.names import ONTOLOGY, VOCABULARY, Names
from munigraph.quality import Quality, State, changed_documents, expectations, of_all, of_documents
from munigraph.release import Release, Releases
from munigraph.validation import Severity, read_shapes, validated
from munigraph.validation.data import Data

HERE = Path(__file__).parent
METRIC = f"{VOCABULARY}quality-metric/"


def rows(release: Release, query: str, **values: str) -> list[dict[str, str]]:
    """The rows of a query file beside this one, asked of the union of all graphs."""
    text = (HERE / f"{query}.rq").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"?_{name}", value)
    solutions = release.store().query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]


def test_completeness_is_what_a_query_counts(curated_release: Release) -> None:
    """Each measurement of the release, by a query of its own over what is stated."""
    measured = rows(curated_release, "completeness")
    assert len(measured) > 150
    assert {row["severity"] for row in measured if "severity" in row} == {
        f"http://www.w3.org/ns/shacl#{name}" for name in ("Violation", "Warning")
    }
    assert {row.get("language", "") for row in measured} == {"", "da", "en", "sv"}
    assert any("inverse" in row for row in measured)
    for row in measured:
        path = f"<{row['path']}>" if "path" in row else f"^<{row['inverse']}>"
        language = f"FILTER (LANG(?value) = '{row['language']}')" if "language" in row else ""
        inferred = row["metric"] == f"{METRIC}completeness-with-inference"
        counted = rows(
            curated_release,
            "counted",
            class_=f"<{row['class']}>",
            path=path,
            language=language,
            inferred="true" if inferred else "false",
        )[0]
        assert (row["members"], row["having"]) == (counted["members"], counted["having"]), row
        share = int(row["having"]) / int(row["members"])
        assert abs(float(row["value"]) - share) <= 0.00005


def test_inference_is_told_where_it_adds(curated_release: Release) -> None:
    measured = rows(curated_release, "completeness")
    stated, known = (
        {
            (row["class"], row.get("path"), row.get("inverse"), row.get("language")): int(row["having"])
            for row in measured
            if row["metric"] == METRIC + name
        }
        for name in ("completeness", "completeness-with-inference")
    )
    assert known
    assert all(count > stated[key] for key, count in known.items())
    assert (f"{ONTOLOGY}Decision", f"{ONTOLOGY}inMunicipality", None, None) in known


def test_coverage_is_what_one_counts_by_hand(curated_release: Release) -> None:
    spans: dict[str, set[tuple[int, int]]] = {}
    for row in rows(curated_release, "spans"):
        spans.setdefault(row["document"], set()).add((int(row["start"]), int(row["end"])))
    measured = {(row["graph"], row["metric"]): row["value"] for row in rows(curated_release, "documents")}
    documents = rows(curated_release, "texts")
    assert len(documents) == 5
    evident = 0
    for row in documents:
        places = spans[row["document"]]
        characters = {place for start, end in places for place in range(start, end)}
        evident += len(characters)
        share = len(characters) / int(row["characters"])
        assert 0 < share < 1
        assert abs(float(measured[row["graph"], METRIC + "evidence-coverage"]) - share) <= 0.00005
        assert measured[row["graph"], METRIC + "evidence-spans"] == str(len(places))
        assert measured[row["graph"], METRIC + "things-with-evidence"] == row["things"]
        assert measured[row["graph"], METRIC + "things-with-basis"] == row["withBasis"]
    whole = sum(int(row["characters"]) for row in documents)
    dataset = Names().dataset
    everything = {(row["on"], row["metric"]): row["value"] for row in rows(curated_release, "overall")}
    assert abs(float(everything[dataset, METRIC + "evidence-coverage"]) - evident / whole) <= 0.00005
    counted = rows(curated_release, "things")[0]
    assert everything[dataset, METRIC + "things-with-evidence"] == counted["things"]
    assert everything[dataset, METRIC + "things-with-basis"] == counted["withBasis"]
    assert everything[dataset, METRIC + "statements-inferred"] == str(
        curated_release.manifest.graphs[Names().graph("inferred")]
    )


def test_results_are_counted_by_shape_and_by_document(curated_release: Release) -> None:
    found = rows(curated_release, "results")
    assert len(found) == curated_release.manifest.warnings
    by_shape = Counter((row["severity"], row["shape"], row["path"]) for row in found)
    told = {
        (row["severity"], row["shape"], row["path"]): int(row["value"])
        for row in rows(curated_release, "measured-results")
        if "shape" in row
    }
    assert told == by_shape
    by_document = Counter(row["graph"] for row in found)
    told_of = {
        row["on"]: int(row["value"])
        for row in rows(curated_release, "measured-results")
        if "shape" not in row
    }
    assert told_of == by_document


def test_what_programs_drafted_is_told_apart(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    """A thing says how it was made; if it does not, its record does."""
    record = project / "data/records/exampleby-2020-lake-towns.yaml"
    text = record.read_text(encoding="utf-8")
    first = text.index("\n    evidence:")
    second = text.index("\n    evidence:", first + 1)
    drafted = "\n    curation: extracted\n    verified: {}"
    doubt = "\n    doubt: {en: twelve stated, da: tolv oplyst, sv: tolv uppgivna}"
    text = (
        text[:first]
        + drafted.format("true")
        + text[first:second]
        + drafted.format("false")
        + doubt
        + text[second:]
    )
    record.write_text(text, encoding="utf-8")
    release = build(project, Names(), Releases(tmp_path / "home"), None, quiet)
    made = {
        (
            row["metric"].removeprefix(METRIC),
            row["curation"].rpartition("/")[2],
            row.get("verified", ""),
        ): int(row["value"])
        for row in rows(release, "curation")
    }
    total = int(rows(release, "things")[0]["things"])
    assert made.pop(("records-by-curation", "curated", "")) == 1
    assert made == {
        ("things-by-curation", "curated", ""): total - 2,
        ("things-by-curation", "extracted", "true"): 1,
        ("things-by-curation", "extracted", "false"): 1,
    }


SHAPES = """
@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:a a sh:NodeShape ; sh:targetClass :A ;
  sh:property [ sh:path :p ; sh:minCount 1 ; sh:severity sh:Warning ] , [ sh:path [ sh:inversePath :p ] ] ,
    [ sh:path :l ; sh:qualifiedValueShape [ sh:languageIn ( "en" ) ] ; sh:qualifiedMinCount 1 ] ,
    [ sh:path ( :p :p ) ; sh:minCount 1 ] , [ sh:path :off ; sh:minCount 1 ; sh:deactivated true ] ,
    [ sh:path :none ; sh:maxCount 0 ] , [ sh:path :l ; sh:uniqueLang true ] .
:b a sh:NodeShape ; sh:targetClass :B ; sh:property [ sh:path :p ; sh:maxCount 3 ] .
:also-a a sh:NodeShape ; sh:targetClass :A ; sh:property [ sh:path :p ] .
"""


def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=SHAPES, format="turtle")


def test_expectations_are_what_shapes_of_classes_speak_of() -> None:
    start = "https://example.org/"
    assert {(*each.key, each.severity) for each in expectations(shapes())} == {
        (f"{start}A", f"{start}p", False, "", Severity.WARNING),
        (f"{start}A", f"{start}p", True, "", None),
        (f"{start}A", f"{start}l", False, "en", Severity.VIOLATION),
        (f"{start}B", f"{start}p", False, "", None),
    }


def test_all_that_is_hoped_for_is_a_property_we_know(root: Path, curated_release: Release) -> None:
    store = curated_release.store()
    hoped = [each for each in expectations(read_shapes(root / "shapes")) if each.severity is None]
    assert len(hoped) > 60
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for each in hoped:
        for name in (each.prop, each.class_):
            assert next(store.quads_for_pattern(ox.NamedNode(name), kind, None), None), name


THINGS = [":x0", ":x1", ":x2"]
DOCUMENTS = ["<https://w3id.org/munigraph/id/document/d0>", "<https://w3id.org/munigraph/id/document/d1>"]
POSSIBLE = [
    *(f"{thing} a {kind} ." for thing in THINGS for kind in (":A", ":B")),
    *(f"{one} :p {other} ." for one in THINGS for other in THINGS),
    *(f'{thing} :l "{thing}"@{tag} .' for thing in THINGS for tag in ("en", "en-GB", "da")),
    *(f"{thing} mg:evidence :e{number} ." for thing in THINGS for number in range(3)),
    *(f":e{number} mg:inDocument {DOCUMENTS[number % 2]} ." for number in range(3)),
    *(f":e{number} mg:selector :s{number} ." for number in range(3)),
    *(f":s{number} oa:start {3 * number} ; oa:end {3 * number + 5} ." for number in range(3)),
    *(f"{document} mg:characters 20 ." for document in DOCUMENTS),
    *(f"{thing} mg:basis :derived ." for thing in THINGS[:2]),
    *(f"{thing} mg:curation :{way} ." for thing in THINGS[:2] for way in ("drafted", "written")),
    *(f"{thing} mg:verified {outcome} ." for thing in THINGS[:2] for outcome in ("true", "false")),
    *(f":g{number} prov:wasDerivedFrom {DOCUMENTS[number]} ." for number in range(2)),
    *(f":g{number} mg:curation :{way} ." for number in range(2) for way in ("drafted", "written")),
]
PROLOGUE = """
@prefix : <https://example.org/> .
@prefix mg: <https://w3id.org/munigraph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
"""


def facts(lines: set[str]) -> list[Statement]:
    return list(tokens(ox.parse(PROLOGUE + "\n".join(sorted(lines)), format=ox.RdfFormat.TURTLE)))


def told(quality: Quality) -> set[str]:
    names = Names()
    measured = [*of_all(quality, names), *of_documents(quality, names, quality.covered)]
    return {str(quad) for each in measured for quad in each.quads(names)}


LINES = st.sets(st.sampled_from(POSSIBLE)) | st.sets(st.sampled_from(POSSIBLE), max_size=9).map(
    lambda left_out: set(POSSIBLE) - left_out
)
"""Some of what can be said, or nearly all of it."""
TURNED = st.sets(st.sampled_from(POSSIBLE), max_size=2)
STEPS = st.lists(st.tuples(TURNED, TURNED), min_size=1, max_size=6)


@given(LINES, LINES, STEPS)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_change_of_any_data(
    lines: set[str], inferred: set[str], steps: list[tuple[set[str], set[str]]]
) -> None:
    """Measured of what changed, or of all: the same; what is retold is what differs."""
    graph = shapes()
    bag = Bag.of(Terms(), facts(lines))
    further = Bag.of(bag.tables.terms, facts(inferred))
    quality = Quality.of(
        _state(bag.tables, further.tables), expectations(graph), validated(bag.tables, graph).report
    )
    for turned, turned_inferred in steps:
        bag, change = bag.revised(facts(lines & turned), facts(turned - lines))
        further, derived = further.revised(
            facts(inferred & turned_inferred), facts(turned_inferred - inferred)
        )
        lines, inferred = lines ^ turned, inferred ^ turned_inferred
        state, report = _state(bag.tables, further.tables), validated(bag.tables, graph).report
        former, quality = quality, quality.revised(state, [change, derived], report)
        anew = Quality.of(state, expectations(graph), report)
        assert told(quality) == told(anew)
        assert _of_documents(former) ^ _of_documents(quality) <= _told_of(
            former, changed_documents(former, quality)
        ) | _told_of(quality, changed_documents(former, quality))


def _state(tables: Tables, inferred: Tables) -> State:
    return State(tables, Data(tables), inferred)


def _of_documents(quality: Quality) -> set[str]:
    return _told_of(quality, list(quality.covered))


def _told_of(quality: Quality, documents: list[int]) -> set[str]:
    names = Names()
    return {str(quad) for each in of_documents(quality, names, documents) for quad in each.quads(names)}


@pytest.mark.parametrize("size", [0, 1])
def test_nothing_is_measured_of_nothing(size: int) -> None:
    """Data without documents, evidence or members have their statements counted and no share of anything."""
    bag = Bag.of(Terms(), facts(set(POSSIBLE[:size])))
    state = _state(bag.tables, Tables(bag.tables.terms))
    quality = Quality.of(state, expectations(shapes()), validated(bag.tables, shapes()).report)
    assert quality.covered == {}
    assert quality.revised(state, [Delta({}, {})], validated(bag.tables, shapes()).report) == quality
