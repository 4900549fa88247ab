"""Texts of sources are found by their hash alone, and shown only as they were."""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path

import pytest

from munigraph.errors import MissingError
from munigraph.web import originals
from munigraph.web.originals import Originals

WORDS = "Møde den 3. marts – wörter\n"


def put(path: Path, text: str = WORDS) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def ask(found: Originals, sha256: str, text: str = WORDS) -> str | None:
    return asyncio.run(found.text(sha256, len(text)))


def test_a_text_is_found_by_its_hash_wherever_it_is(tmp_path: Path) -> None:
    sha256 = put(tmp_path / "a" / "b" / "any name at all.txt")
    put(tmp_path / "other.txt", WORDS + "more")
    found = Originals(tmp_path)
    assert ask(found, sha256) == WORDS
    assert ask(found, sha256) == WORDS
    assert ask(found, "0" * 64) is None


def test_a_text_that_comes_later_is_found_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Originals(tmp_path)
    sha256 = hashlib.sha256(WORDS.encode()).hexdigest()
    assert ask(found, sha256) is None
    put(tmp_path / "late.txt")
    assert ask(found, sha256) is None, "the folder was looked through just now"
    monkeypatch.setattr(originals, "AGAIN_SECONDS", -1.0)
    fresh = Originals(tmp_path)
    assert ask(fresh, sha256) == WORDS


def test_a_text_that_was_changed_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    sha256 = put(path)
    found = Originals(tmp_path)
    assert ask(found, sha256) == WORDS
    before = path.stat()
    path.write_text(WORDS.replace("3", "4"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ask(found, sha256) is None
    path.unlink()
    assert ask(found, sha256) is None


def test_what_is_asked_for_is_never_a_path(tmp_path: Path) -> None:
    put(tmp_path / "minutes.txt")
    found = Originals(tmp_path)
    for harm in ("minutes.txt", "../minutes.txt", "/etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"):
        assert ask(found, harm) is None


def test_what_is_no_text_is_passed_by(tmp_path: Path) -> None:
    data = b"\xff\xfe not UTF-8 at all"
    (tmp_path / "bad.txt").write_bytes(data)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    sha256 = put(tmp_path / "good.txt")
    found = Originals(tmp_path)
    assert ask(found, sha256) == WORDS
    assert asyncio.run(found.text(hashlib.sha256(data).hexdigest(), len(data))) is None


def test_a_text_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originals, "LARGEST", 20)
    sha256 = put(tmp_path / "large.txt")
    assert ask(Originals(tmp_path), sha256) is None


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originals, "KEPT", 3 * len(WORDS))
    found = Originals(tmp_path)
    texts = [WORDS.replace("3", str(n)) for n in range(10)]
    hashes = [put(tmp_path / f"{n}.txt", text) for n, text in enumerate(texts)]
    for sha256, text in zip(hashes, texts, strict=True):
        assert ask(found, sha256, text) == text
    assert len(found._texts) == 3


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="no folder"):
        Originals(tmp_path / "nowhere")
