"""`python -m benchmarks.extraction`: score the extractor by fact, language and template."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from munigraph.errors import MunigraphError
from munigraph.extraction.extract import extract
from munigraph.extraction.indexes import meeting_of
from munigraph.extraction.text import Source

from .gold import GOLD, UNSEEN, Gold, Skipped, read_gold
from .matching import Score, pair
from .report import faults, table
from .values import Item, items

ROOT = Path(__file__).parents[2]
FOLDERS = {"Templates the reader was made for": GOLD, "Templates it had not seen": UNSEEN}
VOTES = ("vote", "ballot", "vote meaning")
Scores = dict[tuple[str, ...], Score]


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


def main() -> None:
    """Read every gold document, compare, print."""
    arguments = _arguments()
    for title, folder in [("", arguments.gold)] if arguments.gold else FOLDERS.items():
        for line in _report(_evaluated(title, folder, arguments)):
            sys.stdout.write(f"{line}\n")


def _evaluated(title: str, folder: Path, arguments: argparse.Namespace) -> Evaluation:
    evaluation = Evaluation(title)
    for gold in read_gold(folder, arguments.texts, arguments.only):
        if isinstance(gold, Skipped):
            sys.stdout.write(f"skipped {gold.document}: {gold.reason}\n")
            continue
        evaluation.read += 1
        _evaluate(gold, evaluation, arguments)
    return evaluation


def _report(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.title:
        yield f"== {evaluation.title}\n"
    yield from table("fact", evaluation.scores["all"])
    yield from table("language · fact", evaluation.scores["language"])
    yield from table("template · fact", evaluation.scores["template"])
    yield f"{evaluation.verified} votes marked verified, {evaluation.wrongly} of them wrong"
    yield f"{evaluation.read} documents in {evaluation.seconds:.2f} s\n"


def _evaluate(gold: Gold, evaluation: Evaluation, arguments: argparse.Namespace) -> None:
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
        if arguments.fact and kind not in arguments.fact:
            continue
        evaluation.scores["all"][kind,] += score
        evaluation.scores["language"][gold.language, kind] += score
        evaluation.scores["template"][gold.template, kind] += score
        if arguments.missed:
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


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    add = parser.add_argument
    add("--gold", type=Path, help="another folder of gold files")
    add("--texts", type=Path, default=ROOT.parent / "shared", help="folder of the documents")
    add("--only", default="", help="documents whose path has this in it")
    add("--fact", nargs="+", default=[], help="kinds of fact to score")
    add("--missed", action="store_true", help="print what was missed or wrong, with its wording")
    return parser.parse_args()


if __name__ == "__main__":
    main()
