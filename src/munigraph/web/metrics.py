"""Figures for a monitoring system, in the text format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from munigraph.engine import Pool

from .cache import Cache

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)


class Metrics:
    """Counts requests as they end, and asks pool and cache when it is read."""

    def __init__(self, pool: Pool, cache: Cache) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "munigraph_requests", "Requests by status.", ["status"], registry=self._registry
        )
        self._outcomes = Counter(
            "munigraph_queries", "Queries by outcome.", ["outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "munigraph_query_seconds",
            "Time from request to last byte.",
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._known: dict[int, Counter] = {}
        self._registry.register(_Readings(pool, cache))

    def request(self, facts: Mapping[str, object]) -> None:
        status = int(str(facts["status"]))
        counter = self._known.get(status)
        if counter is None:
            counter = self._known[status] = self._requests.labels(str(status))
        counter.inc()
        outcome = facts.get("outcome")
        if outcome:
            self._outcomes.labels(outcome).inc()
            self._seconds.observe(float(str(facts["ms"])) / 1000)

    def text(self) -> bytes:
        return generate_latest(self._registry)


class _Readings(Collector):
    """How pool and cache are at the moment of reading."""

    def __init__(self, pool: Pool, cache: Cache) -> None:
        self._pool = pool
        self._cache = cache

    def collect(self) -> Iterator[Metric]:
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
        deaths = CounterMetricFamily("munigraph_kills", "Queries ended before their end.", labels=["reason"])
        for reason, number in census.deaths.items():
            deaths.add_metric([reason.removesuffix("Error")], number)
        yield deaths
        cache = self._cache
        yield GaugeMetricFamily("munigraph_cache_bytes", "Size of the answers kept.", value=cache.size)
        yield CounterMetricFamily("munigraph_cache_hits", "Look-ups with success.", value=cache.hits)
        yield CounterMetricFamily("munigraph_cache_misses", "Look-ups in vain.", value=cache.misses)
