"""Patterns of profiles: regular expressions in which `{slot}` stands for another pattern.

Patterns are read without regard to case, unless a slot says `(?-i:…)`. A space is one
space: readers put patterns to text whose white space has been made single.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lark.utils import get_regexp_width

_SLOT = re.compile(r"\{([A-Za-z_]+)\}")


class PatternFaultError(ValueError):
    """A pattern that cannot be compiled, or that asks for a slot nobody fills."""


def expand(pattern: str, slots: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """The pattern with every slot filled, slots in slots as well.

    Raises PatternFaultError for an unknown slot, or one that stands in itself.
    """

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name not in slots:
            raise PatternFaultError(f"there is no slot {{{name}}}; there are {', '.join(sorted(slots))}")
        if name in within:
            raise PatternFaultError(f"the slot {{{name}}} stands in itself")
        return f"(?:{expand(slots[name], slots, (*within, name))})"

    return _SLOT.sub(fill, pattern)


def compiled(pattern: str, slots: Mapping[str, str], flags: int = 0) -> re.Pattern[str]:
    """The pattern, ready for use.

    Raises PatternFaultError with what is wrong with it.
    """
    try:
        return re.compile(expand(pattern, slots), re.IGNORECASE | flags)
    except re.error as error:
        raise PatternFaultError(f"is no pattern: {error}") from error


def word(pattern: str, slots: Mapping[str, str]) -> str:
    """The pattern of a terminal, with every slot filled.

    Raises PatternFaultError where it cannot be compiled, or matches where nothing stands.
    """
    compiled(pattern, slots)
    filled = expand(pattern, slots)
    if get_regexp_width(filled)[0] == 0:
        raise PatternFaultError("may match where no word stands")
    return filled


def joined(patterns: list[str], slots: Mapping[str, str], *, over_lines: bool) -> list[str]:
    """One pattern for all, but those with groups: a group's name may stand once in a pattern.

    `over_lines`: a space is any white space, for patterns that are put to lines.
    """
    if over_lines:
        patterns = [pattern.replace(" ", r"\s+") for pattern in patterns]
    grouped = [pattern for pattern in patterns if "(?P<" in expand(pattern, slots)]
    plain = [pattern for pattern in patterns if pattern not in grouped]
    return (["|".join(plain)] if plain else []) + grouped
