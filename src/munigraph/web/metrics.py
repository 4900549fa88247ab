"""Figures for a monitoring system, in the text format of Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from munigraph.engine import Pool

from .cache import Cache

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)


class Metrics:
    """Counts requests as they end; counters, pool and cache are read when somebody asks.

    The counters are our own: the library's take two locks for each request, and all here is one thread.
    """

    def __init__(self, pool: Pool, cache: Cache) -> None:
        self._by_status: Counter[object] = Counter()
        self._by_outcome: Counter[object] = Counter()
        self._by_bucket = [0] * (len(_BUCKETS) + 1)
        self._seconds = 0.0
        self._registry = CollectorRegistry()
        self._registry.register(_Readings(pool, cache, self))

    def request(self, facts: Mapping[str, Any]) -> None:
        self._by_status[facts["status"]] += 1
        outcome = facts.get("outcome")
        if outcome:
            self._by_outcome[outcome] += 1
            seconds = facts["ms"] / 1000
            self._by_bucket[bisect_left(_BUCKETS, seconds)] += 1
            self._seconds += seconds

    def text(self) -> bytes:
        return generate_latest(self._registry)

    def families(self) -> Iterator[Metric]:
        """What was counted so far, as the library wants it."""
        requests = CounterMetricFamily("munigraph_requests", "Requests by status.", labels=["status"])
        for status, number in self._by_status.items():
            requests.add_metric([str(status)], number)
        yield requests
        queries = CounterMetricFamily("munigraph_queries", "Queries by outcome.", labels=["outcome"])
        for outcome, number in self._by_outcome.items():
            queries.add_metric([str(outcome)], number)
        yield queries
        below = accumulate(self._by_bucket)
        buckets = list(zip((*map(str, map(float, _BUCKETS)), "+Inf"), below, strict=True))
        yield HistogramMetricFamily(
            "munigraph_query_seconds", "Time from request to last byte.", buckets, self._seconds
        )


class _Readings(Collector):
    """How pool and cache are at the moment of reading."""

    def __init__(self, pool: Pool, cache: Cache, metrics: Metrics) -> None:
        self._pool = pool
        self._cache = cache
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics.families()
        census = self._pool.census
        workers = GaugeMetricFamily("munigraph_workers", "Worker processes by state.", labels=["state"])
        for state, number in (
            ("idle", census.idle),
            ("running", census.running),
            ("starting", census.starting),
        ):
            workers.add_metric([state], number)
        yield workers
        yield GaugeMetricFamily("munigraph_waiting", "Queries that wait for a worker.", value=census.waiting)
        yield CounterMetricFamily("munigraph_workers_started", "Workers ever started.", value=census.started)
        yield GaugeMetricFamily(
            "munigraph_spool_bytes",
            "Disk taken up by answers that wait to be read.",
            value=self._pool.disk.used,
        )
        deaths = CounterMetricFamily("munigraph_kills", "Queries ended before their end.", labels=["reason"])
        for reason, number in census.deaths.items():
            deaths.add_metric([reason.removesuffix("Error")], number)
        yield deaths
        if self._pool.relay is not None:
            calls = CounterMetricFamily(
                "munigraph_service_calls", "Calls of other services.", labels=["outcome"]
            )
            for outcome, number in self._pool.relay.outcomes.items():
                calls.add_metric([outcome], number)
            yield calls
        cache = self._cache
        yield GaugeMetricFamily("munigraph_cache_bytes", "Size of the answers kept.", value=cache.size)
        yield CounterMetricFamily("munigraph_cache_hits", "Look-ups with success.", value=cache.hits)
        yield CounterMetricFamily("munigraph_cache_misses", "Look-ups in vain.", value=cache.misses)
