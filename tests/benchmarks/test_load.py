"""The parts of the service benchmark that need no service: reading, arithmetic, drawing."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.service import charts, findings, load, questions, report
from benchmarks.service.answers import told
from benchmarks.service.asking import GRAPH, TABLE, Timing
from benchmarks.service.hostile import NESTED, endless
from benchmarks.service.ratios import percentile, ratio

WRK = """Running 1s test @ http://127.0.0.1:1/
  Requests/sec:   1000.00

summary {"requests": 1000, "microseconds": 2000000, "bytes": 5000, "p50": 900, "p95": 2500, "p99": 4000, \
"connect": 1, "read": 2, "write": 3, "timeout": 4, "status": 100}
"""


def test_throughput_counts_good_answers_only() -> None:
    found = load.parsed(WRK)
    assert (found.per_second, found.refused, found.broken) == (450.0, 100, 10)
    assert (found.p50, found.p95, found.p99) == (0.9, 2.5, 4.0)


def test_wrk_without_a_summary_is_a_fault() -> None:
    with pytest.raises(ValueError, match="said nothing"):
        load.parsed("unable to connect")


def test_ratios_compare_within_rounds() -> None:
    found = ratio({0: 2.0, 1: 30.0, 2: 3.0}, {0: 1.0, 1: 10.0, 2: 1.0, 3: 9.0})
    assert found is not None
    assert (found.median, found.least, found.most, found.rounds) == (3.0, 2.0, 3.0, 3)
    assert ratio({0: 1.0}, {1: 1.0}) is None


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7.0], 0.95) == 7.0
    assert math.isnan(percentile([], 0.5))


@pytest.mark.parametrize("logarithmic", [True, False])
@pytest.mark.parametrize("values", [{"a": 0.2, "b & <c>": 1234.5}, {"a": 10.0}, {}])
def test_a_chart_is_well_formed_and_says_what_it_is(values: dict[str, float], logarithmic: bool) -> None:
    chart = charts.Chart("Time <&>", "What it shows", "ms", ["a", "b & <c>"], {"group": values})
    root = ET.fromstring(charts.svg(chart, logarithmic))  # noqa: S314 - written a line above
    names = [child.tag.rpartition("}")[2] for child in root]
    assert names[:2] == ["title", "desc"]
    assert root.get("role") == "img"


def test_answers_are_told_in_short() -> None:
    row = {"n": {"type": "literal", "value": "12.0"}}
    one = json.dumps({"results": {"bindings": [row]}}).encode()
    two = json.dumps({"results": {"bindings": [row, row]}}).encode()
    graph = b"<a> <b> <c> .\n<a> <b> <c> .\n# no triple\n<a> <b> <d> .\n"
    assert told(Timing(200, 1, 1, 1, one), TABLE) == "1 row n=12"
    assert told(Timing(200, 1, 1, 1, two), TABLE) == "2 rows"
    assert told(Timing(200, 1, 1, 1, b'{"boolean": true}'), TABLE) == "yes"
    assert told(Timing(200, 1, 1, 1, graph), GRAPH) == "2 triples"
    assert told(Timing(200, 1, 1, 1, b"<html>"), TABLE) == "unreadable"
    assert told(Timing(504, 1, 1, 1), TABLE) == "status 504"
    assert told(Timing(0, 1, 1, 1), TABLE) == "no answer"


def test_a_question_is_asked_about_each_thing(tmp_path: Path) -> None:
    (tmp_path / "things").mkdir()
    (tmp_path / "things" / "all.rq").write_text("SELECT ?s { ?s ?p ?o }")
    (tmp_path / "things.toml").write_text('"label.rq" = "all.rq"\n')
    (tmp_path / "label.rq").write_text("# kind: lookup\n# title: A label\nASK { %THING% ?p ?o }\n")
    (tmp_path / "all.rq").write_text(
        "# kind: export\nPREFIX select: <urn:ask#>\nCONSTRUCT WHERE { ?s ?p ?o }\n"
    )
    store = ox.Store()
    for name in ("urn:a", "urn:b"):
        node = ox.NamedNode(name)
        store.add(ox.Quad(node, node, node, node))
    whole, label = questions.read(tmp_path, store, seed=1)
    assert (whole.accept, whole.small) == (GRAPH, False)
    assert (label.kind, label.title, label.accept) == ("lookup", "A label", TABLE)
    assert sorted(label.texts) == ["ASK { <urn:a> ?p ?o }", "ASK { <urn:b> ?p ?o }"]


def test_there_are_five_hostile_queries() -> None:
    found = endless()
    assert set(found) == {"nested", "order", "path", "product", "regex"}
    assert found["nested"].count("{") == found["nested"].count("}") == NESTED


def test_the_page_keeps_what_stands_around_the_results(tmp_path: Path) -> None:
    (tmp_path / "service-10.json").write_text(json.dumps(CONTENT))
    page = tmp_path / "performance.md"
    page.write_text(f"# Mine\n\n{report.BEGIN}\nstale\n{report.END}\n\nAlso mine.\n")
    report.write_report(tmp_path, page)
    report.write_report(tmp_path, page)
    text = page.read_text()
    assert text.startswith("# Mine\n")
    assert text.endswith(f"{report.END}\n\nAlso mine.\n")
    assert "stale" not in text
    assert "4 (2.00×, 2.00–2.00)" in text
    assert "**3 rows**" in text
    assert findings.ratios(CONTENT)["latency q"]["munigraph"]["median"] == 2.0


def _latency(peer: str, total: float) -> dict[str, object]:
    times = {"total": [total], "first_byte": [total], "bytes": 9, "failed": 0}
    return {"round": 0, "peer": peer, "question": "q", **times}


CONTENT = {
    "triples": 10,
    "quick": True,
    "munigraph_options": "",
    "machine": {"cores": 1, "memory_bytes": 1 << 30, "processor": "P", "kernel": "6", "python": "3"},
    "plan": {"rounds": 1, "siege_seconds": 1, "siege_deadline": 1},
    "questions": {"q": {"kind": "k", "title": "t", "small": True}},
    "skipped": {},
    "peers": {
        name: {"version": "1", "load_seconds": 1, "disk_bytes": 1} for name in ("oxigraph", "munigraph")
    },
    "answers": [
        {"peer": "oxigraph", "question": "q", "said": ["2 rows"]},
        {"peer": "munigraph", "question": "q", "said": ["3 rows"]},
    ],
    "latency": [_latency("oxigraph", 2.0), _latency("munigraph", 4.0)],
}
