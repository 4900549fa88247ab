"""`munigraph build --watch` as a program: it follows the files and survives their faults."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from munigraph.release import Releases

SECONDS = 30


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def program(project: Path, home: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "munigraph", "build", "--watch"]
    command += ["--project", str(project), "--home", str(home)]
    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen(command, stderr=said, stdout=said) as running,
    ):
        yield running
        running.kill()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_it_follows_the_files(
    program: subprocess.Popen[bytes], project: Path, home: Path, tmp_path: Path
) -> None:
    def said(words: str, times: int = 1) -> bool:
        return (tmp_path / "said").read_text(encoding="utf-8").count(words) >= times

    until(lambda: said("Waiting for a file to change"))
    first = Releases(home).current().id
    file = project / "data/reference/exampleby.yaml"
    text = file.read_text(encoding="utf-8")

    file.write_text(text.replace("type: Network", "type: Netwrok"), encoding="utf-8")
    until(lambda: said("Netwrok") and said("Waiting", 2))
    assert Releases(home).current().id == first

    file.write_text(text.replace("Lake Towns", "Towns by the Lake"), encoding="utf-8")
    until(lambda: said("Waiting", 3))
    assert Releases(home).current().id != first

    program.send_signal(signal.SIGINT)
    assert program.wait(SECONDS) == 0
