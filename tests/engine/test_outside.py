"""No query makes this server call another one."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.engine import Dataset, Embedded, Query, ServiceRefusedError

from .conftest import Trap

HERE = Path(__file__).parent
REFUSED = sorted((HERE / "service" / "refused").glob("*.rq"))
ALLOWED = sorted((HERE / "service" / "allowed").glob("*.rq"))


def test_counted_cases() -> None:
    assert (len(REFUSED), len(ALLOWED)) == (15, 6)


def _text(case: Path, trap: Trap) -> str:
    return case.read_bytes().decode().replace("TRAP", trap.address)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.stem)
def test_a_call_is_refused_before_it_is_made(case: Path, trap: Trap, store: ox.Store) -> None:
    with pytest.raises(ServiceRefusedError):
        Embedded(store, "id", union=True).answer(Query(_text(case, trap)), Dataset(), ["json"])
    assert trap.calls == []


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.stem)
def test_every_refused_case_is_a_call_to_pyoxigraph(case: Path, trap: Trap, store: ox.Store) -> None:
    """Should pyoxigraph cease to read one of these as a call, the case is no longer worth keeping."""
    try:
        results = store.query(_text(case, trap), use_default_graph_as_union=True)
        assert isinstance(results, ox.QuerySolutions | ox.QueryBoolean)
        if isinstance(results, ox.QuerySolutions):
            list(results)
    except OSError:
        pass
    except RuntimeError as error:
        assert "service name is unbound" in str(error)  # noqa: PT017 (both outcomes show a call)
        return
    deadline = time.monotonic() + 2
    while not trap.calls and time.monotonic() < deadline:
        time.sleep(0.01)
    assert trap.calls


@pytest.mark.parametrize("case", ALLOWED, ids=lambda case: case.stem)
def test_the_word_alone_is_no_call(case: Path, trap: Trap, store: ox.Store) -> None:
    Embedded(store, "id", union=True).answer(Query(_text(case, trap)), Dataset(), ["json"]).stream.read()
    assert trap.calls == []


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "service " * 50_000, '"' * 200_001, "SERVICE#\n" * 50_000, "\\'" * 100_000]
)
def test_reading_takes_no_longer_than_the_text_is_long(text: str, store: ox.Store) -> None:
    started = time.monotonic()
    with pytest.raises(Exception):  # noqa: B017, PT011 (any refusal will do; how soon is the question)
        Embedded(store, "id", union=True).answer(Query(f"{text} service"), Dataset(), ["json"])
    assert time.monotonic() - started < 5
