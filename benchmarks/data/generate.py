"""`python -m benchmarks.data.generate --triples 1000000 --seed 1 OUT.nq`: made-up data of a size.

Graph after graph is made, sorted and written. In memory stand one document at a
time and the reference graph, whose size is bounded by `MOST_TOWNS`.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import TextIO

from .archive import Archive
from .chance import chance
from .elections import elected
from .letters import answer, memorandum
from .minutes import minutes
from .page import Page
from .reference import reference
from .town import LAST_YEAR, Town, town

FEWEST_TRIPLES = 20_000
FEWEST_TOWNS, MOST_TOWNS = 3, 1000
TOWNS_AT_A_MILLION = 40
ZIPF = 0.8
GROWTH = 0.75
"""Below 1, later years have more documents than earlier ones."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.data.generate", description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000, help="about how many triples")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes")
    parser.add_argument("out", type=Path, help="the N-Quads file to write")
    arguments = parser.parse_args()
    if arguments.triples < FEWEST_TRIPLES:
        parser.error(
            f"--triples is at least {FEWEST_TRIPLES}, which the councils of {FEWEST_TOWNS} towns need"
        )
    with arguments.out.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        print(generate(arguments.triples, arguments.seed, file), "triples")


def generate(triples: int, seed: int, file: TextIO) -> int:
    """Write about so many triples; how many they are."""
    written = 0
    for page in pages(triples, seed):
        file.writelines(page.quads())
        written += len(page.lines)
    return written


def pages(triples: int, seed: int) -> Iterator[Page]:
    """The reference graph, then each town's documents, as long as the total stays near its goal."""
    wanted = round(TOWNS_AT_A_MILLION * (triples / 1_000_000) ** 0.85)
    count = min(MOST_TOWNS, max(FEWEST_TOWNS, wanted))
    first = reference((town(number, count, seed) for number in range(count)), seed)
    yield first
    written = len(first.lines)
    goals = _goals(triples - written, count)
    for number, goal in enumerate(goals):
        goal += len(first.lines)
        for page in documents(town(number, count, seed), count, goal - written, seed):
            if written + len(page.lines) / 2 > goal:
                break
            yield page
            written += len(page.lines)


def documents(place: Town, towns: int, size: int, seed: int) -> Iterator[Page]:
    """One town's documents in the order of time, without end; after `size` triples it is today.

    What the triples so far are of `size` tells how far the calendar has come.
    """
    random = chance(seed, f"documents/{place.number}")
    archive = Archive(place, random)
    members = [elected(place, each, random) for each in place.terms]
    yield from members
    spent, size = 0, size - sum(len(page.lines) for page in members)
    start = dt.date(place.terms[0].year, 1, 20)
    days = (dt.date(LAST_YEAR, 12, 15) - start).days
    while True:
        passed = min(1.0, spent / max(1, size)) ** GROWTH
        today = start + dt.timedelta(days=int(days * passed))
        page = _document(archive, today, towns)
        yield page
        spent += len(page.lines)


def _document(archive: Archive, today: dt.date, towns: int) -> Page:
    kind = archive.random.random()
    if kind < 0.06:
        return memorandum(archive, today, towns)
    if kind < 0.18:
        return answer(archive, today)
    return minutes(archive, today)


def _goals(triples: int, towns: int) -> list[int]:
    """How far the total shall have come after each town: few are large, many small."""
    weights = list(accumulate((number + 1) ** -ZIPF for number in range(towns)))
    return [round(triples * weight / weights[-1]) for weight in weights]


if __name__ == "__main__":
    main()
