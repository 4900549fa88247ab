"""`python -m benchmarks.extraction`: score the extractor by fact, language and template."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path

from munigraph.extraction.extract import extract
from munigraph.extraction.indexes import meeting_of
from munigraph.extraction.text import Source

from .gold import GOLD, Gold, Skipped, read_gold
from .matching import Score, pair
from .report import faults, table
from .values import Item, items

ROOT = Path(__file__).parents[2]
Scores = dict[tuple[str, ...], Score]


def main() -> None:
    """Read every gold document, compare, print."""
    arguments = _arguments()
    scores: dict[str, Scores] = {name: defaultdict(Score) for name in ("all", "language", "template")}
    started, read = time.perf_counter(), 0
    for gold in read_gold(arguments.gold, arguments.texts, arguments.only):
        if isinstance(gold, Skipped):
            sys.stdout.write(f"skipped {gold.document}: {gold.reason}\n")
            continue
        read += 1
        _evaluate(gold, scores, arguments)
    seconds = time.perf_counter() - started
    for line in (
        *table("fact", scores["all"]),
        *table("language · fact", scores["language"]),
        *table("template · fact", scores["template"]),
        f"{read} documents in {seconds:.2f} s",
    ):
        sys.stdout.write(f"{line}\n")


def _evaluate(gold: Gold, scores: dict[str, Scores], arguments: argparse.Namespace) -> None:
    source = Source.of(gold.text, name=str(gold.path))
    found = [fact.to_json() for fact in extract(source, known=meeting_of(gold.path)).facts]
    wanted, got = (_by_kind(facts, gold.language) for facts in (gold.facts, found))
    for kind in sorted(wanted.keys() | got.keys()):
        if arguments.fact and kind not in arguments.fact:
            continue
        score, missed, wrong = pair(wanted[kind], got[kind])
        scores["all"][kind,] += score
        scores["language"][gold.language, kind] += score
        scores["template"][gold.template, kind] += score
        if arguments.missed:
            for line in faults(gold.document, gold.text, kind, missed, wrong):
                sys.stdout.write(f"{line}\n")


def _by_kind(facts: object, language: str) -> dict[str, list[Item]]:
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for kind, item in items(facts, language):  # type: ignore[arg-type]
        by_kind[kind].append(item)
    return by_kind


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    add = parser.add_argument
    add("--gold", type=Path, default=GOLD, help="folder of gold files")
    add("--texts", type=Path, default=ROOT.parent / "shared", help="folder of the documents")
    add("--only", default="", help="documents whose path has this in it")
    add("--fact", nargs="+", default=[], help="kinds of fact to score")
    add("--missed", action="store_true", help="print what was missed or wrong, with its wording")
    return parser.parse_args()


if __name__ == "__main__":
    main()
