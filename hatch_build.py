"""Lets a wheel, and an editable install, have what npm makes for browsers (assets/build.py)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Assets(BuildHookInterface):  # type: ignore[type-arg, misc]  # hatchling is not there when types are checked
    """Never fails: a site without npm has plain pages."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        subprocess.run([sys.executable, "build.py"], cwd=Path(self.root) / "assets", check=False)
