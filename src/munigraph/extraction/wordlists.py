"""The lists of words and the grammars that the readers know: YAML files of this package.

All their scalars stay texts, so that Norway's `NO` is no false and a number keeps its zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def wordlist(name: str) -> Any:
    """The content of `gazetteer/{name}.yaml`. It is shared: do not change it."""
    return _read("gazetteer", name)


@cache
def grammar(name: str) -> Any:
    """The content of `grammars/{name}.yaml`. It is shared: do not change it."""
    return _read("grammars", name)


def _read(folder: str, name: str) -> Any:
    text = files(__package__).joinpath(folder, f"{name}.yaml").read_text(encoding="utf-8")
    loader = yaml.CBaseLoader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first, with any white space between their parts."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest) + ")"
