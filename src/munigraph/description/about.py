"""What the dataset says of itself: `data/release.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from munigraph.errors import Fault, InputFaultsError
from munigraph.records.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Publisher:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class About:
    """Version, title, licence and the like of the dataset."""

    version: str
    issued: str
    title: dict[str, str]
    description: dict[str, str]
    license: str
    publisher: Publisher
    languages: list[str]
    """Codes of the EU language table."""
    themes: list[str]
    """Codes of the EU data-theme table."""
    keywords: dict[str, list[str]]
    places: list[str]
    """Things of ours that the dataset covers."""


def read_about(path: Path) -> About:
    """Read `data/release.yaml`.

    Raises InputFaultsError when it is missing or lacks something.
    """
    file = read_yaml(path)
    content: Any = file.content
    if not isinstance(content, dict):
        raise InputFaultsError([file.fault((), "is not a table of keys")])
    wanted = {field.name for field in fields(About)}
    faults: list[Fault] = [
        file.fault((key,), f"unknown key `{key}`", f"keys are {', '.join(sorted(wanted))}")
        for key in sorted(set(content) - wanted)
    ]
    faults += [file.fault((), f"`{key}` is missing") for key in sorted(wanted - set(content))]
    if faults:
        raise InputFaultsError(faults)
    try:
        publisher = Publisher(**content.pop("publisher"))
    except TypeError as error:
        raise InputFaultsError([file.fault(("publisher",), "wants `id` and `name`")]) from error
    return About(**content, publisher=publisher)
