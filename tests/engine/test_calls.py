"""A call is led to the relay if it may be made and is plainly a call; the text around it stays as it was."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from munigraph.evaluation.errors import QuerySyntaxError, ServiceRefusedError
from munigraph.evaluation.evaluate import evaluate
from munigraph.evaluation.outside import led
from munigraph.evaluation.protocol import Dataset, Gate, Query
from munigraph.evaluation.reading import Reading
from munigraph.evaluation.syntax import faulty
from tests.canned import Canned, canned

from .conftest import Trap

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "calls.toml").read_text(encoding="utf-8"))["case"]
REFUSED = sorted((HERE / "service" / "refused").glob("*.rq"))
GATE = Gate("http://127.0.0.1:4711/token/", ("https://ok.example", "http://peer.example:8890"))


def test_counted_cases() -> None:
    outcomes = [case["outcome"] for case in CASES]
    assert (outcomes.count("led"), outcomes.count("refused"), outcomes.count("doubtful")) == (10, 17, 5)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['outcome']}: {case['name']}")
def test_a_call_is_led_or_refused(case: dict[str, Any]) -> None:
    text = case["query"]
    if case["outcome"] != "led":
        kind = ServiceRefusedError if case["outcome"] == "refused" else QuerySyntaxError
        with pytest.raises(kind) as caught:
            led(text, GATE)
        assert case.get("says", "") in str(caught.value)
        return
    known = led(text, GATE)
    assert len(known.swaps) == known.text.count(GATE.address) == case.get("calls", 1)
    restored = known.text
    for swap in known.swaps:
        assert text[swap.start : swap.end].lower().startswith("http")
        restored = restored.replace(swap.address, text[swap.start : swap.end], 1)
    assert restored == text


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.stem)
def test_what_is_refused_without_a_relay_is_refused_with_one(case: Path) -> None:
    with pytest.raises(ServiceRefusedError):
        led(case.read_bytes().decode().replace("TRAP", "http://127.0.0.1:1/sparql"), GATE)


PIECES = st.sampled_from(
    [
        "SERVICE ", "service", "SILENT ", "<https://ok.example/s>", "<https://evil.example/s>", "?x ", " {",
        "}", "#", "\n", "'", '"', "'''", '"""', "\\", "<", ">", " ", "ex:", "true", "1<2", "(", ")", "<http://a#b>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_the_text_nobody_else_is_called_in_any_reading(text: str) -> None:
    try:
        known = led(text, GATE)
    except (ServiceRefusedError, QuerySyntaxError):
        return
    for start in Reading(known.text).calls():
        call = known.text[start:].partition("{")[0]
        assert GATE.address in call
        assert "evil" not in call


AROUND = tomllib.loads((HERE / "around.toml").read_text(encoding="utf-8"))["pieces"]


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Canned, Canned]]:
    """A service that may be called, at its own addresses and at the relay's; and one that may not."""
    with canned() as allowed, canned() as trap:
        yield allowed, trap


@given(st.lists(st.sampled_from(AROUND), min_size=1, max_size=8))
@settings(deadline=None)
def test_an_answer_over_the_relay_is_the_one_without_it(
    pair: tuple[Canned, Canned], pieces: list[str]
) -> None:
    """pyoxigraph itself is asked, with the text as it was and as it is led; nobody else hears of it."""
    allowed, trap = pair
    group = "".join(piece.replace("?N", f"?v{number}") for number, piece in enumerate(pieces))
    text = f"SELECT * {{{group}}}".replace("OK", allowed.origin).replace("TRAP", trap.origin)
    try:
        known = led(text, Gate(f"{allowed.origin}/token/", (allowed.origin,)))
    except (ServiceRefusedError, QuerySyntaxError):
        return
    assert _outcome(known.text) == _outcome(text)
    assert trap.requests == []


def _outcome(text: str) -> list[str] | str:
    """The rows of an answer in no order, or that there is none."""
    try:
        found = ox.Store().query(text)
        assert isinstance(found, ox.QuerySolutions)
        return sorted(str([(name.value, str(row[name])) for name in found.variables]) for row in found)
    except (SyntaxError, RuntimeError) as error:
        return type(error).__name__


@pytest.mark.parametrize("text", ["SERVICE <https://ok.example/> {" * 20_000, " SERVICE <x'#\n" * 50_000])
def test_reading_takes_no_longer_than_the_text_is_long(text: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(ServiceRefusedError, QuerySyntaxError):
        led(text, GATE)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p . SERVICE <https://ok.example/s> { ?s ?p ?o } }",
        "SELECT * { SERVICE <https://ok.example/s> { ?s ?p ?o } ?s ?p }",
        "SELECT * {\nSERVICE <https://ok.example/s> { ?s ?p } }",
        "SELECT * {\nSERVICE <https://ok.example/s> { ?s ?p ?o }\n?s ?p }",
        "SELECT * { SERVICE <https://ok.example/s> {} SERVICE <https://ok.example/a/longer/one> {} ?s }",
    ],
)
def test_a_fault_is_told_at_its_place_in_what_was_asked(query: str) -> None:
    """That is where pyoxigraph finds it in the text as it was."""
    with pytest.raises(SyntaxError) as said:
        ox.Store().query(query)
    expected = faulty(str(said.value), query)
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(ox.Store(), False, Query(query), Dataset(), ["json"], GATE)
    assert str(caught.value) == str(expected)
    assert caught.value.column > 1


def _confined(port: int, server: str) -> str:
    """What a program hears that may connect to one port, and calls a server."""
    query = f"SELECT * {{ SERVICE <{server}> {{ ?s ?p ?o }} }}"
    ended = subprocess.run(
        [sys.executable, str(HERE / "confined.py"), str(port), query],
        capture_output=True,
        text=True,
        check=True,
    )
    if ended.stdout.startswith("free"):
        pytest.skip("this kernel has no Landlock for the network (Linux 6.7 and later)")
    return ended.stdout


def test_the_kernel_keeps_a_worker_from_calling_anybody(trap: Trap) -> None:
    """Should a text ever deceive us. Without a relay, a worker may connect to no port at all."""
    assert "Permission denied" in _confined(0, trap.address)
    assert trap.calls == []


def test_the_kernel_keeps_a_worker_from_calling_anybody_but_the_relay(trap: Trap) -> None:
    with canned() as relay:
        assert "peer.example" in _confined(relay.port, relay.origin)
        assert "Permission denied" in _confined(relay.port, trap.address)
        assert (len(relay.requests), trap.calls) == (1, [])
