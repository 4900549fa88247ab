"""What was measured, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from munigraph.names import PREFIXES, VOCABULARY

from ..texts import Texts
from ..things.asking import Row
from ..things.sketch import Sketch, Value

_SH = PREFIXES["sh"]
_METRIC = f"{VOCABULARY}quality-metric/"


@dataclass(frozen=True, slots=True)
class Share:
    """Of the members of a class so many have a property: as stated, or with what follows."""

    prop: Value
    inverse: bool
    language: str
    severity: str
    """Of the result where it is missing: Violation, Warning, Info; empty where nothing demands it."""
    members: int
    stated: int
    known: int

    @property
    def whole(self) -> bool:
        return self.stated == self.members


@dataclass(frozen=True, slots=True)
class Class:
    """A class with what is expected of its members."""

    value: Value
    members: int
    shares: tuple[Share, ...]

    @property
    def demanded(self) -> list[tuple[Share, list[str]]]:
        """What every member has, because a release without it is refused; each with its languages."""
        found: dict[tuple[str, bool], tuple[Share, list[str]]] = {}
        for share in self.shares:
            if _is_demanded(share):
                known = found.setdefault((share.prop.iri, share.inverse), (share, []))
                known[1].extend([share.language] if share.language else [])
        return list(found.values())

    @property
    def others(self) -> list[Share]:
        return [share for share in self.shares if not _is_demanded(share)]


def _is_demanded(share: Share) -> bool:
    return share.severity == "Violation" and share.whole


@dataclass(frozen=True, slots=True)
class Results:
    """How many results a shape has at a property."""

    severity: str
    shape: str
    path: Value | None
    count: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way of making records and things, and how often it was gone."""

    value: Value
    records: int
    things: int
    """Of which no program has checked its draft, or none is known to have."""
    passed: int
    failed: int

    @property
    def total(self) -> int:
        return self.things + self.passed + self.failed


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of the dataset as a whole."""

    numbers: Mapping[str, float]
    """By the name of the metric."""
    classes: tuple[Class, ...]
    results: tuple[Results, ...]
    ways: tuple[Way, ...]

    @property
    def severities(self) -> dict[str, int]:
        """How many results there are of each severity."""
        return {
            name: sum(each.count for each in self.results if each.severity == name)
            for name in ("Violation", "Warning", "Info")
        }

    def number(self, metric: str) -> float:
        """What a metric gives; 0 where nothing was measured."""
        return self.numbers.get(metric, 0)


def measured(rows: Sequence[Row], ways: Iterable[Row], sketch: Sketch, t: Texts) -> Measured:
    """Put together what the rows of `measured.rq` and `ways.rq` say."""
    by_metric: dict[str, list[Row]] = {}
    for row in rows:
        by_metric.setdefault(row["metric"]["value"].removeprefix(_METRIC), []).append(row)
    return Measured(
        {
            name: float(some[0]["value"]["value"])
            for name, some in by_metric.items()
            if len(some) == 1 and not {"class", "curation", "shape"} & set(some[0])
        },
        tuple(_classes(by_metric, sketch, t)),
        tuple(sorted((_results(row, sketch) for row in by_metric.get("results", ())), key=_worst_first)),
        tuple(_ways(by_metric, ways, sketch)),
    )


def _classes(by_metric: Mapping[str, list[Row]], sketch: Sketch, t: Texts) -> list[Class]:
    known = {
        _expected(row): _whole(row, "having") for row in by_metric.get("completeness-with-inference", ())
    }
    rows = sorted(by_metric.get("completeness", ()), key=lambda row: row["class"]["value"])
    found = []
    for _, group in groupby(rows, key=lambda row: row["class"]["value"]):
        some = list(group)
        shares = sorted((_share(row, known, sketch) for row in some), key=lambda each: _place(each, t))
        found.append(Class(sketch.value(some[0]["class"]), _whole(some[0], "members"), tuple(shares)))
    return sorted(found, key=lambda each: (t.order(each.value.text), each.value.iri))


def _expected(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, {}).get("value", "") for name in ("class", "path", "inverse", "language"))


def _share(row: Row, known: Mapping[tuple[str, ...], int], sketch: Sketch) -> Share:
    stated = _whole(row, "having")
    return Share(
        sketch.value(row.get("path") or row["inverse"]),
        "inverse" in row,
        row.get("language", {}).get("value", ""),
        row.get("severity", {}).get("value", "").removeprefix(_SH),
        _whole(row, "members"),
        stated,
        known.get(_expected(row), stated),
    )


def _place(share: Share, t: Texts) -> tuple[float, str, str]:
    """What is had by the fewest comes first."""
    return share.stated / max(share.members, 1), t.order(share.prop.text), share.language


def _results(row: Row, sketch: Sketch) -> Results:
    return Results(
        row.get("severity", {}).get("value", "").removeprefix(_SH),
        row.get("shape", {}).get("value", ""),
        sketch.value(row["path"]) if "path" in row else None,
        _whole(row, "value"),
    )


def _worst_first(results: Results) -> tuple[int, int, str]:
    order = ("Violation", "Warning", "Info")
    rank = order.index(results.severity) if results.severity in order else len(order)
    return rank, -results.count, results.shape


def _ways(by_metric: Mapping[str, list[Row]], ways: Iterable[Row], sketch: Sketch) -> list[Way]:
    """All ways of the vocabulary, also those that nothing was made in, and others that something was."""
    counts: dict[tuple[str, str, str], int] = {}
    terms = {row["concept"]["value"]: row["concept"] for row in ways}
    for metric in ("records-by-curation", "things-by-curation"):
        for row in by_metric.get(metric, ()):
            iri = row["curation"]["value"]
            terms.setdefault(iri, row["curation"])
            counts[metric, iri, row.get("verified", {}).get("value", "")] = _whole(row, "value")
    return [
        Way(
            sketch.value(term),
            counts.get(("records-by-curation", iri, ""), 0),
            *(counts.get(("things-by-curation", iri, outcome), 0) for outcome in ("", "true", "false")),
        )
        for iri, term in terms.items()
    ]


def _whole(row: Row, variable: str) -> int:
    return int(row[variable]["value"])
