"""Texts made to take long: one piece again and again, on one line or each on its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from munigraph.extraction.extract import extract
from munigraph.extraction.profile import load
from munigraph.extraction.text import Source

PIECES = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").splitlines()
PROFILES = ("da", "nb", "sv", "sv-FI", "goteborg-ks")
SIZE = 8_000
MOST = 3.0
"""Seconds of processor time; a pattern that tries all ways takes hours, all others less than one."""


def test_there_are_as_many_pieces_as_were_written() -> None:
    assert len(PIECES) == 28


@pytest.mark.slow
@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("gap", ["", "\n"], ids=["one line", "lines"])
def test_one_piece_again_and_again_is_read_soon(name: str, gap: str) -> None:
    profile = load(name)
    slow = []
    for piece in PIECES:
        text = ((piece + gap) * (SIZE // len(piece + gap) + 1))[:SIZE]
        started = time.process_time()
        extract(Source.of(text), profile=profile)
        if time.process_time() - started > MOST:
            slow.append(piece)
    assert slow == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["da", "nb", "sv", "sv-FI"])
def test_a_long_text_is_read(name: str) -> None:
    folder = Path(__file__).resolve().parents[2] / "benchmarks" / "extraction" / "gold-unseen"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"{name}-*.txt"))]
    base = "\n\n".join(texts)
    started = time.process_time()
    extraction = extract(Source.of((base * (250_000 // len(base) + 1))[:250_000]), profile=load(name))
    assert time.process_time() - started < 40
    assert len(extraction.facts) > 500
