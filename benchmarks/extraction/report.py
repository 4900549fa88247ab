"""The tables of an evaluation, and what was missed with its wording."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from .matching import Score
from .values import Item

_LONGEST = 160
_COMMON = ("fact", "start", "end", "rule", "verified", "checks", "notes")


def table(title: str, scores: Mapping[tuple[str, ...], Score]) -> Iterator[str]:
    """Lines of a table: one for each key, and how many, precision, recall, F1."""
    if not scores:
        return
    wide = max(len(" · ".join(key)) for key in scores)
    yield f"{title:{wide}}   gold  found  right      P      R     F1"
    for key, score in sorted(scores.items()):
        figures = "".join(f"{_share(each):>7}" for each in (score.precision, score.recall, score.f1))
        yield f"{' · '.join(key):{wide}} {score.gold:6} {score.found:6} {score.right:6}{figures}"
    yield ""


def faults(
    document: str, text: str, kind: str, missed: Iterable[Item], wrong: Iterable[Item]
) -> Iterator[str]:
    """What was missed, and what was found that is not so, with the wording."""
    for mark, items in (("missed", missed), ("wrong", wrong)):
        for item in items:
            own = {key: value for key, value in item.fact.items() if key not in _COMMON}
            yield f"{mark:6} {kind} {document}[{item.start}:{item.end}] {json.dumps(own, ensure_ascii=False)}"
            yield f"       «{_wording(text, item)}»"


def _wording(text: str, item: Item) -> str:
    wording = text[item.start : item.end].replace("\n", "⏎")
    if len(wording) <= _LONGEST:
        return wording
    return f"{wording[: _LONGEST // 2]} … {wording[-_LONGEST // 2 :]}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
