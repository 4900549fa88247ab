"""Operators see what runs and can stop it, and nobody else can."""

from __future__ import annotations

import os
import stat
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from munigraph.cli import main
from munigraph.control import socket_path
from munigraph.engine import OneFile, serve_file
from munigraph.errors import UnavailableError
from munigraph.settings import Settings
from tests.serving import Client, serving

NUMBERS = " ".join(map(str, range(1000)))
ENDLESS = f"""SELECT (COUNT(*) AS ?n) {{
  VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }}
}}"""
LISTED = 5.0


@pytest.fixture
def control(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "c.sock"
    monkeypatch.setenv("MUNIGRAPH_CONTROL", str(path))
    return path


def _top(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["top", *words], env={"COLUMNS": "200"})
    return found.exit_code, found.output


def _asking(client: Client, replies: list[int]) -> threading.Thread:
    thread = threading.Thread(target=lambda: replies.append(client.ask(ENDLESS).status))
    thread.start()
    return thread


def test_a_running_query_is_seen_and_stopped(tmp_path: Path, control: Path) -> None:
    path = tmp_path / "some.ttl"
    path.write_text("<http://e/a> <http://e/b> 1 .")
    source = OneFile(serve_file(path, tmp_path / "store"))
    with serving(source, Settings(workers=2, control=str(control)), control) as client:
        assert stat.S_IMODE(control.stat().st_mode) & 0o077 == 0
        replies: list[int] = []
        asking = _asking(client, replies)
        deadline = time.monotonic() + LISTED
        while "working" not in _top("--once")[1]:
            assert time.monotonic() < deadline
        code, text = _top("--once")
        assert (code, "1 running" in text, "SELECT (COUNT(*)" in text) == (0, True, True)
        assert _top("--stop", "99")[0] == 66
        assert _top("--stop", "1") == (0, "query 1 ended\n")
        asking.join(5)
        assert replies == [503]
    assert not control.exists()
    assert _top("--once")[0] == 69


def test_a_folder_that_others_may_enter_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    found = socket_path(Settings(), 8000)
    assert found.parent.parent == tmp_path
    assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700
    found.parent.chmod(0o755)
    with pytest.raises(UnavailableError, match="only you"):
        socket_path(Settings(), 8000)
    assert found.parent.name == f"munigraph-{os.getuid()}"
