"""Gold files: a header line that names the document, then one fact a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold"
UNSEEN = Path(__file__).parent / "gold-unseen"
"""Invented minutes of templates that are in no corpus, with their texts."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What a document says, by somebody who read it."""

    document: str
    path: Path
    text: str
    template: str
    language: str
    facts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A gold file whose document is not to be had."""

    document: str
    reason: str


def read_gold(folder: Path, texts: Path, only: str = "") -> Iterator[Gold | Skipped]:
    """The gold files of a folder with the texts they are about.

    Texts of others are no part of the project and stand below `texts`; our own stand in the folder.
    """
    for file in sorted(folder.glob("*.jsonl")):
        header, *facts = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line)
        document = header["document"]
        if only not in document:
            continue
        places = (folder, texts, texts / "corpus")
        path = next((p for place in places if (p := place / document).is_file()), None)
        if path is None:
            yield Skipped(document, f"not below {texts}")
            continue
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != header["sha256"]:
            yield Skipped(document, f"{path} is another text than the one that was read")
            continue
        yield Gold(document, path, data.decode("utf-8"), header["template"], header["language"], tuple(facts))
