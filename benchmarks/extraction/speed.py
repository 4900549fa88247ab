"""`python -m benchmarks.extraction.speed`: documents a minute on one core, and how time grows with size.

Every document is read once, on one thread, and its processor time counts: so that other
work on the machine falsifies little. Reading a profile takes a moment once in a process and
is told apart. For the curve, the invented documents of one language are put behind one
another until they have the size; items then begin anew without end, which is harder on the
reader than real minutes are. Each size is read by a process of its own, whose memory counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.service.machine import machine
from munigraph.extraction.extract import extract
from munigraph.extraction.indexes import meeting_of
from munigraph.extraction.profile import load
from munigraph.extraction.profile_files import profile_names
from munigraph.extraction.text import Source

from .gold import UNSEEN

ROOT = Path(__file__).parents[2]
RESULTS = Path("benchmarks/results/extraction.json")
PAGE = Path("docs/performance.md")
BEGIN, END = "<!-- extraction -->", "<!-- /extraction -->"
LANGUAGES = {
    "da": "da-*.txt",
    "nb": "nb-*.txt",
    "nn": "nn-*.txt",
    "sv": "sv-[!F]*.txt",
    "sv-FI": "sv-FI-*.txt",
}
SIZES = (10_000, 100_000, 1_000_000, 5_000_000)


def main() -> None:
    arguments = _arguments()
    if arguments.one:
        language, size = arguments.one
        sys.stdout.write(json.dumps(_one(language, int(size))))
        return
    result = {
        "machine": machine(),
        "loading": _loading(),
        "documents": {
            "invented": _read(UNSEEN.glob("*.txt")),
            "corpus": _read(arguments.texts.glob("*/*/**/*.txt")),
        },
        "sizes": {language: [_child(language, size) for size in arguments.sizes] for language in LANGUAGES},
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    text = "\n".join(_table(result))
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _loading() -> float:
    """Seconds to read all profiles and to build what they need."""
    started = time.process_time()
    for name in profile_names():
        extract(Source.of("Beslut\nPlanen antas.\n"), profile=load(name))
    return time.process_time() - started


def _read(paths: Iterator[Path]) -> dict[str, Any]:
    """How long documents take that are read one after the other."""
    seconds, characters = [], 0
    for path in sorted(paths):
        source = Source.of(path.read_bytes().decode("utf-8"), name=str(path))
        started = time.process_time()
        extract(source, known=meeting_of(path))
        seconds.append(time.process_time() - started)
        characters += len(source.text)
    if not seconds:
        return {"documents": 0}
    return {
        "documents": len(seconds),
        "characters": characters,
        "a_minute": round(60 * len(seconds) / sum(seconds)),
        "median_ms": round(1000 * statistics.median(seconds), 1),
        "worst_ms": round(1000 * max(seconds), 1),
    }


def _child(language: str, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.extraction.speed", "--one", language, str(size)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return dict(json.loads(run.stdout))


def _one(language: str, size: int) -> dict[str, Any]:
    """How long one text of a size takes, and the memory of all that."""
    base = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(UNSEEN.glob(LANGUAGES[language])))
    text = (base * (size // len(base) + 1))[:size]
    profile = load(language)
    extract(Source.of(base), profile=profile)
    started = time.process_time()
    facts = len(extract(Source.of(text), profile=profile).facts)
    return {
        "characters": size,
        "seconds": round(time.process_time() - started, 3),
        "facts": facts,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _table(result: dict[str, Any]) -> Iterator[str]:
    yield "| documents | number | characters each | documents a minute | median, ms | slowest, ms |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, read in result["documents"].items():
        if read["documents"]:
            each = read["characters"] // read["documents"]
            yield (
                f"| {name} | {read['documents']} | {each:,} | {read['a_minute']:,} "
                f"| {read['median_ms']} | {read['worst_ms']} |"
            )
    yield ""
    yield f"Reading all profiles: {result['loading']:.1f} s, once in a process."
    yield ""
    sizes = [each["characters"] for each in next(iter(result["sizes"].values()))]
    yield f"| seconds (MiB) for characters | {' | '.join(f'{size:,}' for size in sizes)} |"
    yield f"|---|{'---:|' * len(sizes)}"
    for language, runs in result["sizes"].items():
        cells = " | ".join(f"{run['seconds']:.2f} ({run['mebibytes']})" for run in runs)
        yield f"| {language} | {cells} |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction.speed", description=__doc__)
    parser.add_argument(
        "--texts", type=Path, default=ROOT.parent / "shared" / "corpus", help="folder of documents"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="of texts, in characters")
    parser.add_argument(
        "--one", nargs=2, metavar=("LANGUAGE", "SIZE"), help="read one text, print what it took"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
