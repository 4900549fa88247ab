"""A release made step by step is the release made from scratch, whatever the steps."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from munigraph.build import Stopwatch, build
from munigraph.names import Names
from munigraph.release import Releases

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
curation: curated
facts:
  - id: meeting/{slug}
    type: Meeting
    label: {{en: Meeting {word}, da: Møde {word}, sv: Sammanträde {word}}}
    meetingOf: body/exampleby-council
    heldOn: 2020-03-{day:02}
    evidence:
      - {{start: {day}, end: {end}}}
"""


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
        }
        (self.data / "sources" / f"{slug}.yaml").write_text(SOURCE.format(**parts), encoding="utf-8")
        (self.data / "records" / f"{slug}.yaml").write_text(RECORD.format(**parts), encoding="utf-8")

    def _reference(self) -> None:
        path = self.data / "reference" / "exampleby.yaml"
        lines = path.read_text(encoding="utf-8").replace("Lakeland", f"Lakeland {self.chance.randrange(9)}")
        path.write_text(lines, encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_step_by_step_is_from_scratch(seed: int, project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    editor = Editor(project, seed)
    releases = Releases(tmp_path / "steps")
    build(project, Names(), releases, None, quiet)
    for _ in range(5):
        editor.step()
        made = build(project, Names(), releases, None, quiet)
    scratch = build(project, Names(), Releases(tmp_path / "scratch"), None, quiet)
    assert made.id == scratch.id
    differing = {"changes.rdfp.gz", "catalogue.ttl"}
    for path in sorted((scratch.path / "dumps").iterdir()):
        if path.name not in differing:
            assert (made.path / "dumps" / path.name).read_bytes() == path.read_bytes(), path.name
