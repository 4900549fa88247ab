"""The import contracts hold, and would be seen to fail if they did not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "line", "kept"),
    [
        ("evaluation/protocol.py", "", True),
        ("evaluation/protocol.py", "import rdflib", False),
        ("web/app.py", "from munigraph.records import read_project", False),
        ("records/context.py", "from munigraph import build", False),
    ],
)
def test_contracts(file: str, line: str, kept: bool, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "src", tmp_path / "src")
    shutil.copy(root / "pyproject.toml", tmp_path)
    path = tmp_path / "src" / "munigraph" / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    ended = lint(tmp_path)
    assert (ended.returncode == 0) is kept, ended.stdout
    assert "Contracts:" in ended.stdout
