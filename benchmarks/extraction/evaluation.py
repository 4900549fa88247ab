"""What the reader makes of gold documents: scores by fact, language and template."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from munigraph.errors import MunigraphError
from munigraph.extraction.extract import extract
from munigraph.extraction.indexes import meeting_of
from munigraph.extraction.text import Source

from .gold import Gold, Skipped, read_gold
from .matching import Score, pair
from .report import faults
from .values import Item, items

VOTES = ("vote", "ballot", "vote meaning")
Scores = dict[tuple[str, ...], Score]


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be evaluated: documents with `only` in their path, these facts (all, if none is named)."""

    texts: Path
    only: str = ""
    facts: Collection[str] = ()
    missed: bool = False
    """Print what was missed or wrong."""


@dataclass(slots=True)
class Evaluation:
    """What the documents of one folder came to."""

    title: str
    scores: dict[str, Scores] = field(
        default_factory=lambda: {name: defaultdict(Score) for name in ("all", "language", "template")}
    )
    read: int = 0
    seconds: float = 0
    verified: int = 0
    """Votes marked verified."""
    wrongly: int = 0
    """Those of them that say what the document does not."""


def evaluated(title: str, folder: Path, asked: Question) -> Evaluation:
    """Read the gold documents of a folder and compare."""
    evaluation = Evaluation(title)
    for gold in read_gold(folder, asked.texts, asked.only):
        if isinstance(gold, Skipped):
            sys.stdout.write(f"skipped {gold.document}: {gold.reason}\n")
            continue
        evaluation.read += 1
        _evaluate(gold, evaluation, asked)
    return evaluation


def _evaluate(gold: Gold, evaluation: Evaluation, asked: Question) -> None:
    started = time.process_time()
    found = _found(gold)
    evaluation.seconds += time.process_time() - started
    wanted, got = (_by_kind(facts, gold.language) for facts in (gold.facts, found))
    evaluation.verified += sum(_verified(item) for item in got["vote"])
    doubtful: set[tuple[int, int]] = set()
    for kind in sorted(wanted.keys() | got.keys()):
        score, missed, wrong = pair(wanted[kind], got[kind])
        if kind in VOTES:
            doubtful |= {(item.start, item.end) for item in wrong if _verified(item)}
        if asked.facts and kind not in asked.facts:
            continue
        evaluation.scores["all"][kind,] += score
        evaluation.scores["language"][gold.language, kind] += score
        evaluation.scores["template"][gold.template, kind] += score
        if asked.missed:
            for line in faults(gold.document, gold.text, kind, missed, wrong):
                sys.stdout.write(f"{line}\n")
    evaluation.wrongly += len(doubtful)


def _found(gold: Gold) -> list[dict[str, Any]]:
    """What the reader finds: nothing in a document that it refuses."""
    try:
        extraction = extract(Source.of(gold.text, name=str(gold.path)), known=meeting_of(gold.path))
    except MunigraphError as error:
        sys.stdout.write(f"refused {gold.document}: {error}\n")
        return []
    return [fact.to_json() for fact in extraction.facts]


def _verified(item: Item) -> bool:
    return item.fact.get("verified") is True


def _by_kind(facts: object, language: str) -> dict[str, list[Item]]:
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for kind, item in items(facts, language):  # type: ignore[arg-type]
        by_kind[kind].append(item)
    return by_kind
