"""What the numbers were taken on."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """Cores, memory, processor, kernel and Python of this machine."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_bytes": _field("meminfo", "MemTotal"),
        "processor": _text("cpuinfo", "model name"),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "pyoxigraph": metadata.version("pyoxigraph"),
    }


def _text(file: str, name: str) -> str:
    for line in (Path("/proc") / file).read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "unknown"


def _field(file: str, name: str) -> int:
    words = _text(file, name).split()
    return int(words[0]) * 1024 if words and words[0].isdigit() else 0
