"""The project's own data, with drafts and without, as the benchmark and other tests have them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.compiler.shipped import table
from munigraph.records.yamlfile import read_yaml


def test_what_a_human_read_has_no_drafts(curated_project: Path, root: Path) -> None:
    found = sorted((curated_project / "data" / "records").glob("**/*.yaml"))
    ways = [read_yaml(path).content["curation"] for path in found]
    assert [way.partition("-")[0] for way in ways] == ["curated"] * 5
    assert len(sorted((curated_project / "data" / "sources").glob("**/*.yaml"))) == 5
    for part in ("ontology", "shapes", "queries", "data/reference"):
        names, ours = (
            {path.name for path in (each / part).iterdir() if path.is_file()}
            for each in (curated_project, root)
        )
        assert names == ours


def test_the_table_says_what_was_measured() -> None:
    def run(seconds: float) -> dict[str, object]:
        return {"seconds": seconds, "steps": {"reason": 1.5, "write": 2.5}, "memory": 400.4}

    found = {
        "few": {"documents": 5, "quads": 20_000, "cold": [run(4.0), run(5.0), run(9.0)], "again": [run(1)]}
    }
    assert "| few | 5 | 20,000 | 5 (4–9) | 1.5 / 2.5 | 400 | 1 |" in table(found)
