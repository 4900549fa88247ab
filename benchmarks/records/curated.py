"""The project as it was before programs read documents: with those alone that a human read."""

from __future__ import annotations

import shutil
from pathlib import Path

PARTS = ("ontology", "shapes", "queries", "data")
WITH_DRAFTS = ("sources", "records", "reference")
"""Folders of `data/` in which drafts, and persons whose mandates only drafts show, lie deeper."""


def write_curated(root: Path, folder: Path) -> None:
    """Copy the project at `root` to `folder`, which must not exist, without drafts."""
    for part in PARTS:
        shutil.copytree(root / part, folder / part, ignore=_drafts)


def _drafts(place: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(place).name in WITH_DRAFTS and Path(place, name).is_dir()]
