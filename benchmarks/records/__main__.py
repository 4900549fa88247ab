"""`python -m benchmarks.records TRIPLES FOLDER`: a project of a size, to be checked and built.

The same number of triples gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.data.generate import FEWEST_TRIPLES

from .folder import write_project


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records", description=__doc__)
    parser.add_argument("triples", type=int, help="about how many statements the files shall make")
    parser.add_argument("folder", type=Path, help="the project folder to make; must not exist")
    arguments = parser.parse_args()
    if arguments.triples < FEWEST_TRIPLES:
        parser.error(f"TRIPLES is at least {FEWEST_TRIPLES}")
    if arguments.folder.exists():
        parser.error(f"{arguments.folder} exists already")
    written = write_project(arguments.triples, arguments.folder)
    print(f"{written.statements} statements, {written.records} records")


if __name__ == "__main__":
    main()
