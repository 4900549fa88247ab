"""What the raw numbers of one run say: medians by round, and ratios to the reference."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from typing import Any

from .ratios import Ratio, percentile, ratio

REFERENCE = "oxigraph"
Content = Mapping[str, Any]
Rounds = dict[int, float]


def peers(content: Content) -> list[str]:
    """The services that took part, in the order they are always shown in."""
    return list(content.get("peers", {}))


def latency(content: Content, what: str = "total") -> dict[str, dict[str, Rounds]]:
    """By question and service, the median of each round in milliseconds."""
    return _latency(content, lambda entry: statistics.median(entry[what]))


def slowest(content: Content) -> dict[str, dict[str, Rounds]]:
    """By question and service, the 95th percentile of each round in milliseconds."""
    return _latency(content, lambda entry: percentile(entry["total"], 0.95))


def sizes(content: Content) -> dict[str, dict[str, Rounds]]:
    """By question and service, the bytes of the largest answer of each round."""
    return _latency(content, lambda entry: float(entry["bytes"]))


def _latency(content: Content, value: Callable[[Mapping[str, Any]], float]) -> dict[str, dict[str, Rounds]]:
    found: dict[str, dict[str, Rounds]] = {name: {} for name in content["questions"]}
    for entry in content.get("latency", []):
        if entry["total"]:
            found[entry["question"]].setdefault(entry["peer"], {})[entry["round"]] = value(entry)
    return found


def throughput(content: Content) -> dict[tuple[str, int], dict[str, Rounds]]:
    """By mode and number of clients, then by service, the good answers per second of each round."""
    found: dict[tuple[str, int], dict[str, Rounds]] = {}
    for entry in content.get("throughput", []):
        if "skipped" not in entry:
            group = found.setdefault((entry["mode"], entry["clients"]), {})
            group.setdefault(entry["peer"], {})[entry["round"]] = entry["per_second"]
    return found


def faults(content: Content, mode: str, clients: int, peer: str) -> int:
    """How many requests under load were refused or lost."""
    return sum(
        entry["refused"] + entry["broken"]
        for entry in content.get("throughput", [])
        if "skipped" not in entry
        and (entry["mode"], entry["clients"], entry["peer"]) == (mode, clients, peer)
    )


def memory(content: Content) -> dict[str, Rounds]:
    """By service, the bytes of memory after each round."""
    found: dict[str, Rounds] = {}
    for entry in content.get("memory", []):
        found.setdefault(entry["peer"], {})[entry["round"]] = float(entry["bytes"])
    return found


def answers(content: Content) -> dict[str, dict[str, list[str]]]:
    """By question and service, what was answered."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in content["questions"]}
    for entry in content.get("answers", []):
        found[entry["question"]][entry["peer"]] = entry["said"]
    return found


def middle(rounds: Rounds) -> float:
    return statistics.median(rounds.values())


def against_reference(group: Mapping[str, Rounds], peer: str) -> Ratio | None:
    """How many times the reference's number a service has; None without both."""
    return ratio(group[peer], group[REFERENCE]) if {peer, REFERENCE} <= set(group) else None


def ratios(content: Content) -> dict[str, Any]:
    """All ratios to the reference, to be kept beside the raw numbers."""
    groups: dict[str, dict[str, Rounds]] = {
        f"latency {name}": group for name, group in latency(content).items()
    }
    for name, group in latency(content, "first_byte").items():
        groups[f"first byte {name}"] = group
    for (mode, clients), group in throughput(content).items():
        groups[f"throughput {mode} {clients}"] = group
    groups["memory"] = memory(content)
    found: dict[str, Any] = {}
    for name, group in groups.items():
        compared = {peer: against_reference(group, peer) for peer in group if peer != REFERENCE}
        found[name] = {
            peer: {"median": each.median, "least": each.least, "most": each.most, "rounds": each.rounds}
            for peer, each in compared.items()
            if each
        }
    return found
