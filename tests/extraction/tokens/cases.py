"""Cases as lines: a text in which ⟦ ⟧ stand around what is to be found, a tab, and its values in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """`language` is the file's name; `spans` are places in `text`."""

    language: str
    text: str
    spans: tuple[tuple[int, int], ...]
    values: tuple[str, ...]
    place: str

    @property
    def expected(self) -> list[tuple[int, int, str]]:
        return [(*span, value) for span, value in zip(self.spans, self.values, strict=True)]


def cases(folder: str, separator: str = " ") -> list[Case]:
    """All cases of the files of a folder."""
    return [case for path in sorted((HERE / folder).glob("*.tsv")) for case in _read(path, separator)]


def _read(path: Path, separator: str) -> Iterator[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        marked, _, values = line.partition("\t")
        text, spans = _unmarked(marked.replace("⏎", "\n").replace("␣", "\u00a0"))
        wanted = tuple(values.split(separator)) if values else ()
        yield Case(path.stem, text, spans, wanted, f"{path.parent.name}/{path.name}:{number}")


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, starts, spans = "", [], []
    for letter in marked:
        if letter == "⟦":
            starts.append(len(text))
        elif letter == "⟧":
            spans.append((starts.pop(), len(text)))
        else:
            text += letter
    return text, tuple(spans)
