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

import owlrl

from munigraph.columns.tables import Statement, Tables, Terms, parsed, read, statement, tokens
from munigraph.names import Names
from munigraph.reasoning import Terminology, close, close_with_owlrl
from munigraph.records.ontology import Ontology, read_ontology
from munigraph.terms import rdflib_graph
from munigraph.validation import Validator, read_shapes, validate, with_hierarchy

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
            yield statement(line.rstrip("\n"))


def _tables(ontology: Ontology, file: Path) -> Tables:
    return read(Terms(), chain(tokens(ontology.vocabularies), _statements(file)))


def _closure(with_owlrl: bool) -> Callable[[Ontology, Path], dict[str, float]]:
    def step(ontology: Ontology, file: Path) -> dict[str, float]:
        axioms = Terminology(tokens(ontology.axioms))
        started = time.perf_counter()
        tables = _tables(ontology, file)
        read = time.perf_counter() - started
        closing = close_with_owlrl if with_owlrl else close
        closure = closing(tables, axioms)
        return {**_measured(started, file, len(closure.derived())), "reading": read}

    return step


def _owlrl_alone(ontology: Ontology, file: Path) -> dict[str, float]:
    """As one would use owlrl: it sees all statements, and what it makes is not looked through."""
    axioms = tokens(ontology.axioms)
    graph = rdflib_graph(parsed({*axioms, *tokens(ontology.vocabularies), *_statements(file)}))
    before = len(graph)
    started = time.perf_counter()
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    return _measured(started, file, len(graph) - before)


def _validation(with_pyshacl: bool) -> Callable[[Ontology, Path], dict[str, float]]:
    def step(ontology: Ontology, file: Path) -> dict[str, float]:
        shapes = read_shapes(ROOT / "shapes")
        validator = Validator.PYSHACL if with_pyshacl else Validator.COLUMNS
        started = time.perf_counter()
        data = with_hierarchy(_tables(ontology, file), ontology.axioms)
        return _measured(started, file, len(validate(data, shapes, validator).results))

    return step


def _measured(started: float, file: Path, made: int) -> dict[str, float]:
    seconds = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "memory": most, "read": sum(1 for _ in _statements(file)), "made": made}


STEPS = {
    "close": _closure(with_owlrl=False),
    "close with owlrl": _closure(with_owlrl=True),
    "close with owlrl alone": _owlrl_alone,
    "validate": _validation(with_pyshacl=False),
    "validate with pySHACL": _validation(with_pyshacl=True),
}

if __name__ == "__main__":
    main()
