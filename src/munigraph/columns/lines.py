"""Tables as lines of N-Quads, in order."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .arrays import keys, values
from .bags import Columns
from .tables import TYPE, Relation, Tables, Terms


def lines(terms: Terms, columns: Columns, graph: str) -> Iterator[str]:
    """The lines of some columns in a graph, in no order."""
    names, end = terms.names, f"<{graph}> ."
    for relation, column in columns.items():
        name = names[relation.name]
        if relation.kind == "members":
            for member in column.tolist():
                yield f"{names[member]} {TYPE} {name} {end}"
        else:
            for pair in column.tolist():
                yield f"{names[pair >> 32]} {name} {names[pair & 0xFFFFFFFF]} {end}"


def lines_in_order(tables: Tables, graph: str) -> Iterator[str]:
    """The lines of tables in a graph, sorted, without all of them in memory at once."""
    names = tables.terms.names
    relations = [relation for relation in sorted(tables.columns) if len(tables[relation])]
    if not relations:
        return
    subjects = np.concatenate([_subjects(tables, relation) for relation in relations]).astype(np.uint32)
    objects = np.concatenate([_objects(tables, relation) for relation in relations]).astype(np.uint32)
    which = np.repeat(np.arange(len(relations), dtype=np.uint16), [len(tables[each]) for each in relations])
    rank = np.zeros(len(names), np.uint32)
    # A space follows the subject in the line; without it, _:a1 and _:a10 could be taken in the wrong order.
    for place, number in enumerate(sorted(np.unique(subjects).tolist(), key=lambda each: f"{names[each]} ")):
        rank[number] = place
    order = np.argsort(rank[subjects], kind="stable")
    middles = [f" {TYPE} " if each.kind == "members" else f" {names[each.name]} " for each in relations]
    end, run, former = f" <{graph}> .", list[str](), -1
    for begin in range(0, len(order), 1 << 16):
        some = order[begin : begin + (1 << 16)]
        for subject, relation, value in zip(
            subjects[some].tolist(), which[some].tolist(), objects[some].tolist(), strict=True
        ):
            if subject != former:
                run.sort()
                yield from run
                run, former = [], subject
            run.append(f"{names[subject]}{middles[relation]}{names[value]}{end}")
    run.sort()
    yield from run


def _subjects(tables: Tables, relation: Relation) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    column = tables[relation]
    return column if relation.kind == "members" else keys(column)


def _objects(tables: Tables, relation: Relation) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    column = tables[relation]
    return np.full(len(column), relation.name, np.uint64) if relation.kind == "members" else values(column)
