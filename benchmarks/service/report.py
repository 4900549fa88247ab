"""The page about the results, and its charts, from the numbers on disk."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from . import findings, tables
from .charts import Chart, svg

BEGIN, END = "<!-- results -->", "<!-- /results -->"
NEW_PAGE = f"# Performance\n\n{BEGIN}\n{END}\n"
READING = (
    "Beside a number stands how many times that of {reference} it is: the median of the ratios of each "
    "round, then the least and the most. Below 1 is faster for times; above 1 is faster for throughput."
)

SIEGE = (
    "Two clients send one hostile query again and again for {siege_seconds} s (in the rows *all*, five "
    "clients send one of each), while another asks small questions. Each time the server is fresh, and "
    "told to allow a query {siege_deadline} s if it can be told."
)


def write_report(results: Path, page: Path) -> None:
    """Draw the charts, and write the tables between the two marks of the page; the rest of it is kept."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in results.glob("service-*.json")]
    runs = sorted((run for run in found if "peers" in run), key=lambda run: int(run["triples"]))
    folder = os.path.relpath(results.resolve(), page.resolve().parent)
    text = page.read_text(encoding="utf-8") if page.exists() else NEW_PAGE
    if BEGIN not in text or END not in text:
        text += f"\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    parts = [READING.format(reference=findings.REFERENCE), *(_run(run, results, folder) for run in runs)]
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(before + BEGIN + "\n\n" + "\n\n".join(parts) + "\n\n" + END + after, encoding="utf-8")


def _run(content: dict[str, Any], results: Path, folder: str) -> str:
    """All about one size of data."""
    pictures = {
        name: _drawn(chart, f"{name}-{content['triples']}", results)
        for name, chart in _charts(content).items()
    }
    links = {name: f"![{title}]({folder}/{file})" for name, (file, title) in pictures.items()}
    return "\n\n".join(
        [
            f"## {content['triples']:,} triples",
            tables.machine(content),
            tables.services(content),
            links["memory"],
            "### Same answers",
            tables.correctness(content),
            "### Time to the whole answer, worked out anew each time, in ms: median of sequential requests",
            tables.compared(content, findings.latency(content), {}),
            links["latency"],
            "### The same, 95th percentile",
            tables.compared(content, findings.slowest(content), {}),
            "### Time to the first byte of the answer, in ms",
            tables.compared(content, findings.latency(content, "first_byte"), {}),
            "### Bytes of an answer",
            tables.plain(content, findings.sizes(content)),
            "### Answers per second",
            tables.throughput(content),
            links["throughput"],
            "### Under siege",
            SIEGE.format(**content["plan"]),
            tables.siege(content),
        ]
    )


def _charts(content: dict[str, Any]) -> dict[str, Chart]:
    names, size = findings.peers(content), f"{content['triples']:,} triples"
    latency = {
        question: {name: findings.middle(group[name]) for name in names if name in group}
        for question, group in findings.latency(content).items()
    }
    throughput = {
        f"{mode}, {clients}": {name: findings.middle(group[name]) for name in names if name in group}
        for (mode, clients), group in findings.throughput(content).items()
    }
    memory = {
        name: {name: findings.middle(rounds) / tables.MEGABYTE}
        for name, rounds in findings.memory(content).items()
    }
    return {
        "latency": Chart(
            f"Time to the whole answer, {size}",
            "For each question, the median time by service, on a logarithmic scale. Shorter is better.",
            "milliseconds, logarithmic; shorter is better",
            names,
            latency,
        ),
        "throughput": Chart(
            f"Answers per second by number of clients, {size}",
            "For uncached, repeated and revalidated requests from 1, 8 and 32 clients. Longer is better.",
            "per second; longer is better",
            names,
            throughput,
        ),
        "memory": Chart(
            f"Memory after the rounds, {size}",
            "The proportional set size of each service's processes. Shorter is better.",
            "MB; shorter is better",
            names,
            memory,
        ),
    }


def _drawn(chart: Chart, name: str, results: Path) -> tuple[str, str]:
    file = f"{name}.svg"
    (results / file).write_text(svg(chart, logarithmic=name.startswith("latency")), encoding="utf-8")
    return file, chart.title
