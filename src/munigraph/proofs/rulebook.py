"""The OWL 2 RL rules as queries, one file each, named as in the W3C's tables (OWL 2 Profiles §4.3).

Each query selects the premises of one application of the rule as `?s1 ?p1 ?o1`,
`?s2 ?p2 ?o2` and so on, and derives `?s ?p ?o`, which is bound before it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its W3C name, what it says in a line, and the query for its premises."""

    name: str
    title: str
    query: str

    def premises(self, store: ox.Store, goal: ox.Triple) -> Iterator[tuple[ox.Triple, ...]]:
        """The premises of each application of this rule in a store that gives the goal."""
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable("s"): goal.subject,
            ox.Variable("p"): goal.predicate,
            ox.Variable("o"): goal.object,
        }
        solutions = store.query(self.query, use_default_graph_as_union=True, substitutions=bound)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"rule {self.name} is no SELECT query")
        count = sum(variable.value.startswith("s") for variable in solutions.variables) - 1
        for solution in solutions:
            yield tuple(_premise(solution, number, goal) for number in range(1, count + 1))


def _premise(solution: ox.QuerySolution, number: int, goal: ox.Triple) -> ox.Triple:
    subject = solution[f"s{number}"]
    if subject is None:
        subject = goal.subject  # a bound variable that stands in no pattern is not projected
    return ox.Triple(subject, solution[f"p{number}"], solution[f"o{number}"])


def rules() -> tuple[Rule, ...]:
    """The rules that derive."""
    return _read("rules")


def _read(folder: str) -> tuple[Rule, ...]:
    files = sorted(
        (entry for entry in (resources.files(__package__) / folder).iterdir() if entry.name.endswith(".rq")),
        key=lambda entry: entry.name,
    )
    return tuple(_rule(entry.name, entry.read_text(encoding="utf-8")) for entry in files)


def _rule(file_name: str, text: str) -> Rule:
    title = text.splitlines()[0].removeprefix("# ")
    return Rule(file_name.removesuffix(".rq"), title, text)
