"""How to cite a release: as BibTeX, as CSL-JSON, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}
"""What TeX does not take as it is."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What is to be said of a release by those who use it."""

    title: str
    author: str
    issued: str
    """The day, as far as it is known: 2026-11-20."""
    release: str
    version: str
    iri: str
    """Its permanent name."""
    language: str

    @property
    def key(self) -> str:
        """What a bibliography knows it by."""
        return "munigraph-" + re.sub(r"[^A-Za-z0-9.-]", "", self.release)

    @property
    def year(self) -> str:
        return self.issued[:4]

    @property
    def month(self) -> str:
        return self.issued[5:7]

    def csl(self) -> dict[str, Any]:
        """An item of CSL-JSON, which Zotero, Mendeley and pandoc read."""
        parts = [int(part) for part in self.issued.split("-") if part.isdecimal()]
        return {
            "id": self.key,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": self.author}],
            "issued": {"date-parts": [parts]},
            "version": self.release,
            "publisher": self.author,
            "URL": self.iri,
            "language": self.language,
        }


def tex(text: str) -> str:
    """A text as TeX has to be given it."""
    return "".join(_SPECIAL.get(letter, letter) for letter in " ".join(text.split()))
