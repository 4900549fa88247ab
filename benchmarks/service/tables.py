"""The results of one run as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from . import findings
from .charts import short
from .findings import REFERENCE, Content, Rounds

MEGABYTE = 1 << 20
IDLE = 0.2
"""Cores; less is not worth telling."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column reads to the left, numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def machine(content: Content) -> str:
    facts, plan = content["machine"], content["plan"]
    quick = " A **quick** run, to see that all works: its numbers say little." if content["quick"] else ""
    options = f" munigraph ran with `{content['munigraph_options']}`." if content["munigraph_options"] else ""
    return (
        f"{facts['cores']} cores of {facts['processor']}, {facts['memory_bytes'] >> 30} GiB, "
        f"Linux {facts['kernel']}, Python {facts['python']}; {plan['rounds']} rounds, the services in turn."
        f"{options}{quick}"
    )


def services(content: Content) -> str:
    """Versions, loading, starting, memory, disk; and who took no part, and why."""
    rounds = findings.memory(content)
    rows = [_service(name, facts, rounds.get(name)) for name, facts in content["peers"].items()]
    head = [
        "service",
        "version",
        "load, s",
        "start, s",
        "disk, MB",
        "memory at start, MB",
        "memory after the rounds, MB",
    ]
    skipped = [f"- {name} was left out: {reason}." for name, reason in content["skipped"].items()]
    failed = [
        f"- {each['peer']} failed in {each['step']}: {' '.join(each['reason'].split())[:200]}."
        for each in content.get("failures", [])
    ]
    notes = [f"- {name}: {facts['note']}" for name, facts in content["peers"].items() if facts.get("note")]
    return "\n".join([table(head, rows), "", *notes, *skipped, *failed]).rstrip()


def _service(name: str, facts: dict[str, Any], rounds: Rounds | None) -> list[str]:
    starts, memories = facts.get("start_seconds"), facts.get("memory_at_start")
    return [
        name,
        facts["version"],
        short(facts["load_seconds"]) if facts["disk_bytes"] else "at each start",
        short(starts[0]) if starts else "–",
        short(facts["disk_bytes"] / MEGABYTE),
        short(memories[0] / MEGABYTE) if memories else "–",
        short(findings.middle(rounds) / MEGABYTE) if rounds else "–",
    ]


def compared(
    content: Content, groups: dict[str, dict[str, Rounds]], marks: dict[tuple[str, str], str]
) -> str:
    """A row for each group: the median of the rounds by service, and its ratio to the reference."""
    names = findings.peers(content)
    head = ["", *names]
    rows = [
        [label, *(_cell(group, name) + marks.get((label, name), "") for name in names)]
        for label, group in groups.items()
    ]
    return table(head, rows)


def plain(content: Content, groups: dict[str, dict[str, Rounds]]) -> str:
    """A row for each group: the median of the rounds by service."""
    names = findings.peers(content)
    cells = {
        label: [short(findings.middle(group[name])) if name in group else "–" for name in names]
        for label, group in groups.items()
    }
    return table(["", *names], [[label, *row] for label, row in cells.items()])


def _cell(group: dict[str, Rounds], name: str) -> str:
    if name not in group:
        return "–"
    value = short(findings.middle(group[name]))
    found = findings.against_reference(group, name) if name != REFERENCE else None
    if not found:
        return value
    return f"{value} ({found.median:.2f}×, {found.least:.2f}–{found.most:.2f})"


def throughput(content: Content) -> str:
    """Good answers per second; what was refused or lost stands beside them."""
    groups: dict[str, dict[str, Rounds]] = {}
    marks: dict[tuple[str, str], str] = {}
    for (mode, clients), group in findings.throughput(content).items():
        label = f"{mode}, {clients} client{'s' if clients > 1 else ''}"
        groups[label] = group
        for name in group:
            if lost := findings.faults(content, mode, clients, name):
                marks[label, name] = f" **{lost:,} failed**"
    return compared(content, groups, marks)


def correctness(content: Content) -> str:
    """What each service answers, where not all answer alike; and on how many questions they do."""
    rows = []
    agreed = 0
    for question, said in findings.answers(content).items():
        wanted = said.get(REFERENCE) or next(iter(said.values()), [])
        if all(answer == wanted for answer in said.values()):
            agreed += 1
            continue
        cells = [_difference(said.get(name), wanted) for name in findings.peers(content)]
        rows.append([question, *cells])
    total = len(content["questions"])
    summary = (
        f"All services answer {agreed} of {total} questions alike: rows, triples, or a single row's values."
    )
    if not rows:
        return summary
    return summary + " They differ here:\n\n" + table(["", *findings.peers(content)], rows)


def _difference(said: list[str] | None, wanted: list[str]) -> str:
    if said is None:
        return "–"
    if said == wanted:
        return f"{', '.join(dict.fromkeys(said))[:60]}"
    return f"**{', '.join(dict.fromkeys(said))[:60]}**"


def siege(content: Content) -> str:
    """The 95th percentile of small questions in quiet and under each siege, and what became of the server."""
    rows = []
    for entry in content.get("siege", []):
        quiet, under = entry["quiet"], entry["besieged"]
        answers = ", ".join(f"{status} × {count}" for status, count in entry["answers"].items())
        peak = short(entry["peak_memory_bytes"] / MEGABYTE)
        calm = short(quiet["p95"]) if quiet["p95"] else "–"
        slow = short(under["p95"]) if under["p95"] else "–"
        small = f"{under['answered']} of {under['asked']}"
        rows.append([entry["query"], entry["peer"], calm, slow, small, answers, peak, _fate(entry)])
    rows.sort(key=lambda row: row[0])
    head = ["hostile query", "service", "quiet p95, ms", "besieged p95, ms", "small questions answered"]
    return table([*head, "what hostile clients got", "peak memory, MB", "afterwards"], rows)


def _fate(entry: dict[str, Any]) -> str:
    if entry["stopped_for_memory"]:
        return "**stopped: it took too much memory**"
    if not entry["alive"]:
        return "**dead**"
    if entry["recovered_in_seconds"] is None:
        return "**does not answer**"
    busy = entry.get("still_busy", 0)
    return "answers" + (f", but still keeps {busy:.1f} cores at work" if busy > IDLE else "")
