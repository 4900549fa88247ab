"""Results that may be kept for the next time: who works something out need not know where."""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[], bytes]
Keep = Callable[[str, bytes, Make], bytes]
"""Given a kind of result, all that it is made of and the means to make it: the result, made now or before."""


def made_anew(kind: str, made_of: bytes, make: Make) -> bytes:
    """Keeps nothing."""
    return make()
