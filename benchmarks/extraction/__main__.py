"""`python -m benchmarks.extraction`: score the extractor by fact, language and template."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from .evaluation import Evaluation, Question, evaluated
from .gold import GOLD, UNSEEN
from .report import table

ROOT = Path(__file__).parents[2]
FOLDERS = {"Templates the reader was made for": GOLD, "Templates it had not seen": UNSEEN}


def main() -> None:
    """Read every gold document, compare, print."""
    arguments = _arguments()
    asked = Question(arguments.texts, arguments.only, arguments.fact, arguments.missed)
    for title, folder in [("", arguments.gold)] if arguments.gold else FOLDERS.items():
        for line in _report(evaluated(title, folder, asked)):
            sys.stdout.write(f"{line}\n")


def _report(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.title:
        yield f"== {evaluation.title}\n"
    yield from table("fact", evaluation.scores["all"])
    yield from table("language · fact", evaluation.scores["language"])
    yield from table("template · fact", evaluation.scores["template"])
    yield f"{evaluation.verified} votes marked verified, {evaluation.wrongly} of them wrong"
    yield f"{evaluation.read} documents in {evaluation.seconds:.2f} s\n"


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
