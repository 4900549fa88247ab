"""Following the input files as they change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from watchfiles import DefaultFilter, watch

FOLDERS = ("ontology", "shapes", "data", "queries")
_SETTLED_MS = 50
"""How long nothing more must happen for a change to be over."""
_LONGEST_MS = 1000
"""After this it counts although more happens."""
_AWAKE_MS = 200
"""How long it takes at most to notice Ctrl-C."""


def changes(project: Path) -> Iterator[None]:
    """Yields at once, and then after each change; what happens in between is not lost."""
    folders = [project / name for name in FOLDERS if (project / name).is_dir()]
    seen = watch(
        *folders,
        watch_filter=DefaultFilter(),
        debounce=_LONGEST_MS,
        step=_SETTLED_MS,
        rust_timeout=_AWAKE_MS,
        yield_on_timeout=True,
    )
    next(seen)
    yield
    for changed in seen:
        if changed:
            yield
