"""Queries behind one another at a worker: what happens to one does not happen to those behind it."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.engine import Answer, LiveStream, Pool, Query
from munigraph.errors import MunigraphError
from munigraph.evaluation.errors import QueryStoppedError, QueryTimeoutError, QueryTooDeepError
from munigraph.evaluation.protocol import Data, Dataset
from munigraph.settings import Limits

NUMBERS = " ".join(map(str, range(1000)))
ENDLESS = f"""ASK {{
  VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }} FILTER (?a + ?b + ?c < 0)
}}"""
DEADLY = f"ASK {{ ?s {'<x:p>/' * 100_000}<x:p> ?o }}"
QUICK = "SELECT ?o { ?s ?p ?o }"
BUSY = os.cpu_count() or 1
"""So many workers answer quick queries at a time; the next queries stand behind theirs."""

Outcome = Answer[LiveStream] | MunigraphError


@pytest.fixture
def data(tmp_path: Path) -> Data:
    store = ox.Store(str(tmp_path / "store"))
    store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o"), ox.NamedNode("x:g")))
    store.flush()
    return Data(tmp_path / "store", "1", True)


def with_pool(data: Data, steps: Callable[[Pool], Awaitable[None]]) -> None:
    async def run() -> None:
        pool = Pool(Limits(seconds=2, memory=256 << 20, workers=3 * BUSY + 4))
        await pool.turn_to(data)
        try:
            while pool.census.idle < 3 * BUSY + 4:
                await asyncio.sleep(0.02)
            await steps(pool)
        finally:
            await pool.close()

    asyncio.run(run())


async def outcome(pool: Pool, data: Data, text: str) -> tuple[Outcome, float]:
    started = time.monotonic()
    found: Outcome
    try:
        found = await pool.answer(data, Query(text, "http://x/"), Dataset((), ()), ("json",), text)
    except MunigraphError as error:
        found = error
    return found, time.monotonic() - started


def rows(found: tuple[Outcome, float]) -> int | None:
    assert isinstance(found[0], Answer), found[0]
    return found[0].rows


def test_quick_queries_do_not_wait_for_one_that_lasts(data: Data) -> None:
    async def steps(pool: Pool) -> None:
        found = await asyncio.gather(*(outcome(pool, data, text) for text in [ENDLESS] * BUSY + [QUICK] * 4))
        assert all(isinstance(answer, QueryTimeoutError) for answer, _ in found[:BUSY])
        assert [rows(each) for each in found[BUSY:]] == [1] * 4
        assert max(seconds for _, seconds in found[BUSY:]) < 1.5

    with_pool(data, steps)


def test_quick_queries_survive_the_worker_they_wait_for(data: Data) -> None:
    async def steps(pool: Pool) -> None:
        found = await asyncio.gather(*(outcome(pool, data, text) for text in [DEADLY] * BUSY + [QUICK] * 4))
        assert all(isinstance(answer, QueryTooDeepError) for answer, _ in found[:BUSY])
        assert [rows(each) for each in found[BUSY:]] == [1] * 4
        assert pool.census.deaths == {"QueryTooDeepError": BUSY}

    with_pool(data, steps)


def test_one_who_leaves_while_waiting_ends_nobody_elses_query(data: Data) -> None:
    async def steps(pool: Pool) -> None:
        before = [asyncio.create_task(outcome(pool, data, ENDLESS)) for _ in range(BUSY)]
        leaving = [asyncio.create_task(outcome(pool, data, ENDLESS)) for _ in range(BUSY)]
        behind = [asyncio.create_task(outcome(pool, data, QUICK)) for _ in range(BUSY)]
        await asyncio.sleep(0.02)
        assert len(pool.runs) == 3 * BUSY
        for task in leaving:
            task.cancel()
        assert [rows(await task) for task in behind] == [1] * BUSY
        ends = [(await task)[0] for task in before]
        assert all(isinstance(end, QueryTimeoutError) for end in ends)
        assert not pool.runs

    with_pool(data, steps)


def test_an_operator_stops_only_the_query_meant(data: Data) -> None:
    async def steps(pool: Pool) -> None:
        asking = [asyncio.create_task(outcome(pool, data, text)) for text in [ENDLESS] * BUSY + [QUICK]]
        await asyncio.sleep(0.02)
        assert pool.stop(1)
        assert isinstance((await asking[0])[0], QueryStoppedError)
        assert rows(await asking[-1]) == 1
        assert not pool.stop(1)

    with_pool(data, steps)


def test_workers_killed_from_outside_are_replaced_and_their_queue_answered(data: Data) -> None:
    async def steps(pool: Pool) -> None:
        asking = [asyncio.create_task(outcome(pool, data, text)) for text in [ENDLESS] * BUSY + [QUICK] * 4]
        await asyncio.sleep(0.02)
        for worker in {run.worker for run in pool.runs.values() if run.worker}:
            os.kill(worker.pid, signal.SIGKILL)
        found = [await task for task in asking]
        assert [rows(each) for each in found[BUSY:]] == [1] * 4
        while pool.census.idle < 3 * BUSY + 4:
            await asyncio.sleep(0.02)

    with_pool(data, steps)


def test_workers_that_are_not_ready_when_the_pool_closes_are_no_trouble(
    data: Data, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        pool = Pool(Limits(workers=4))
        await pool.turn_to(data)
        while len(pool._all) < 4:
            await asyncio.sleep(0)
        assert pool.census.starting
        await pool.close()

    asyncio.run(run())
    assert caplog.messages == []


def test_a_pool_ends_though_queries_wait_for_a_worker(data: Data) -> None:
    """All workers are taken by queries that last, and others stood behind them."""

    async def steps() -> None:
        pool = Pool(Limits(seconds=20, memory=256 << 20, workers=1))
        await pool.turn_to(data)
        tasks = [asyncio.create_task(outcome(pool, data, f"{ENDLESS}#{number}")) for number in range(3)]
        await asyncio.sleep(0.3)
        await asyncio.wait_for(pool.close(), 5)
        found = await asyncio.gather(*tasks)
        assert all(isinstance(answer, MunigraphError) for answer, _ in found)

    asyncio.run(steps())
