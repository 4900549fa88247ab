"""Evidence: spans of a source's text, their names, and whether they select the wording."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from munigraph.errors import Fault, InputFaultsError, MissingError

from .schema import EVIDENCE_KEYS
from .yamlfile import Position, YamlFile


@dataclass(frozen=True, slots=True)
class Span:
    """One span of a record, with its place in the YAML file."""

    position: Position
    start: int
    end: int
    anchor: str


def spans(file: YamlFile) -> Iterator[Span]:
    """All spans of a record, in the order of the file."""
    for position, value in _walk(file.content, ()):
        if not isinstance(value, dict):
            continue
        for key in EVIDENCE_KEYS:
            found = value.get(key, [])
            many = found if isinstance(found, list) else [found]
            for index, span in enumerate(many):
                at = (*position, key, index) if isinstance(found, list) else (*position, key)
                yield Span(at, span["start"], span["end"], span.get("anchor", ""))


def with_evidence_named(node: Any, slug: str) -> Any:
    """A copy of a record's nodes in which each span is an evidence node of its own.

    A span is identified by its document and offsets, and that is its IRI; its selector
    is a Web Annotation text position (WADM §4.2.4).
    """
    if isinstance(node, list):
        return [with_evidence_named(item, slug) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: with_evidence_named(value, slug) for key, value in node.items() if key not in EVIDENCE_KEYS}
    for key in EVIDENCE_KEYS:
        if key in node:
            found = node[key] if isinstance(node[key], list) else [node[key]]
            copy[key] = [_evidence(slug, span["start"], span["end"]) for span in found]
    return copy


def _evidence(slug: str, start: int, end: int) -> dict[str, Any]:
    return {
        "id": f"evidence/{slug}/{start}-{end}",
        "type": "Evidence",
        "inDocument": f"document/{slug}",
        "selector": {
            "id": f"selector/{slug}/{start}-{end}",
            "type": "TextPositionSelector",
            "start": start,
            "end": end,
        },
    }


def empty_spans(file: YamlFile) -> Iterator[Fault]:
    """Spans of a record that select nothing."""
    for span in spans(file):
        if not 0 <= span.start < span.end:
            yield file.fault(
                span.position, f"{span.start}–{span.end} selects nothing", "end lies after start"
            )


def spans_outside(file: YamlFile, length: int) -> Iterator[Fault]:
    """Spans of a record that reach outside their document's text, which has `length` characters."""
    for span in spans(file):
        if span.end > length:
            message = f"{span.start}–{span.end} lies outside the text, which has {length} characters"
            yield file.fault(span.position, message, "`munigraph locate` prints the offsets of a wording")


def texts_by_digest(folder: Path) -> dict[str, str]:
    """The texts in a folder, by the SHA-256 of their bytes.

    Raises MissingError when the folder does not exist, InputFaultsError for a text that is no UTF-8.
    """
    if not folder.is_dir():
        raise MissingError(f"there is no folder {folder}", hint="--sources names the folder of source texts")
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("**/*.txt")):
        data = path.read_bytes()
        try:
            texts[hashlib.sha256(data).hexdigest()] = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputFaultsError([Fault(path, 0, "", f"is not UTF-8 text: {error}")]) from error
    return texts


def wording_faults(record: YamlFile, source: YamlFile, text: str) -> Iterator[Fault]:
    """Spans of a record that do not select the wording their anchor promises."""
    if len(text) != source.content["characters"]:
        yield source.fault(("characters",), f"the text has {len(text)} characters")
    for span in spans(record):
        yield from _wording_faults(record, span, text)


def _wording_faults(file: YamlFile, span: Span, text: str) -> Iterator[Fault]:
    selected = text[span.start : span.end]
    if not span.anchor:
        yield file.fault(span.position, "has no anchor", "add a few words that stand inside the span")
    elif folded(span.anchor) not in folded(selected):
        places = locate(text, span.anchor)
        hint = (
            "it stands at " + ", ".join(f"{s}–{e}" for s, e in places[:3]) if places else "it stands nowhere"
        )
        yield file.fault(span.position, f"{span.anchor!r} is not within {span.start}–{span.end}", hint)
    if selected != selected.strip() or _cuts_a_word(text, span.start) or _cuts_a_word(text, span.end):
        message = f"{span.start}–{span.end} begins or ends within a word or in white space"
        yield file.fault(span.position, message, f"it selects {_excerpt(selected)!r}")


def locate(text: str, wording: str) -> list[tuple[int, int]]:
    """Where a wording stands in a text, whatever its line breaks and spaces."""
    words = wording.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [match.span() for match in pattern.finditer(text)]


def folded(text: str) -> str:
    """Text with all white space as single spaces."""
    return " ".join(text.split())


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _excerpt(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit // 2]}…{text[-limit // 2 :]}"


def _walk(value: Any, position: Position) -> Iterator[tuple[Position, Any]]:
    yield position, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _walk(child, (*position, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _walk(child, (*position, index))
