"""`python -m benchmarks.compiler.step STEP FILE`: one step on one file of N-Quads, in a process of its own.

Prints a line of JSON: seconds, the most memory in MiB, statements read, statements or results made.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from munigraph.build.walk import Ontology, read_ontology
from munigraph.columns.tables import Statement, tokens
from munigraph.names import Names
from munigraph.reasoning import Terminology, close, close_with_owlrl
from munigraph.validation import read_shapes
from munigraph.validation.columnar import validate_columns
from munigraph.validation.oracle import validate_with_pyshacl

ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compiler.step", description=__doc__)
    parser.add_argument("step", choices=sorted(STEPS))
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    ontology = read_ontology(ROOT / "ontology", Names())
    print(json.dumps(STEPS[arguments.step](ontology, arguments.file)))


def _statements(file: Path) -> Iterator[Statement]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            yield subject, predicate, rest[: rest.rindex(" <")]


def _closure(with_owlrl: bool) -> Callable[[Ontology, Path], dict[str, float]]:
    def step(ontology: Ontology, file: Path) -> dict[str, float]:
        axioms = Terminology(ontology.axioms)
        vocabularies = list(tokens(ontology.vocabularies))
        started = time.perf_counter()
        closing = close_with_owlrl if with_owlrl else close
        closure = closing(lambda: chain(vocabularies, _statements(file)), axioms)
        made = sum(1 for _ in closure.derived())
        return _measured(started, file, made)

    return step


def _validation(with_pyshacl: bool) -> Callable[[Ontology, Path], dict[str, float]]:
    def step(ontology: Ontology, file: Path) -> dict[str, float]:
        shapes = read_shapes(ROOT / "shapes")
        classes = tokens(quad for quad in ontology.axioms if quad.predicate.value.endswith("#subClassOf"))
        known = [*tokens(ontology.vocabularies), *classes]
        started = time.perf_counter()
        check = validate_with_pyshacl if with_pyshacl else validate_columns
        return _measured(started, file, len(check(chain(known, _statements(file)), shapes).results))

    return step


def _measured(started: float, file: Path, made: int) -> dict[str, float]:
    seconds = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "memory": most, "read": sum(1 for _ in _statements(file)), "made": made}


STEPS = {
    "close": _closure(with_owlrl=False),
    "close with owlrl": _closure(with_owlrl=True),
    "validate": _validation(with_pyshacl=False),
    "validate with pySHACL": _validation(with_pyshacl=True),
}

if __name__ == "__main__":
    main()
