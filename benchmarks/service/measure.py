"""One run: every service loaded with the same data, then measured in turn, round by round."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

from . import findings, load
from .answers import told
from .asking import Timing, ask, series, target
from .entrants import Entrant
from .hostile import besieged, sieges
from .processes import FailedError, Running, available, free_port, memory
from .questions import Question

SPARE = 3 << 30
"""Bytes that stay free: below it the services that wait are stopped."""


COMPARED = 5
"""Of a question with many things, so many are compared between the services."""
WARM_UP = 2
SIEGED = 100
NO_DEADLINE = 0
"""Outside the siege nothing is cut short by order of the benchmark. Oxigraph 0.5.13 keeps a sleeping
thread for each query under a deadline, and dies of them at some thousand queries per second."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    rounds: int = 5
    requests: int = 30
    """Sequential requests for each question and round, at most."""
    question_seconds: float = 3
    load_seconds: int = 5
    siege_seconds: float = 15
    patience: float = 60
    """Seconds a client waits for one answer."""
    siege_deadline: int = 10
    """Seconds the services are told to allow a query during the siege, where they can be told."""


QUICK = Plan(rounds=2, requests=5, question_seconds=1, load_seconds=1, siege_seconds=6, patience=20)


@dataclass(slots=True)
class Record:
    """The numbers so far, kept on disk after each step."""

    file: Path
    content: dict[str, Any] = field(default_factory=dict)

    def add(self, key: str, entry: dict[str, Any]) -> None:
        self.content.setdefault(key, []).append(entry)

    def save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.content, indent=1, ensure_ascii=False) + "\n"
        self.file.write_text(text, encoding="utf-8")


@dataclass(slots=True)
class Run:
    """What all steps of one run share."""

    plan: Plan
    entrants: list[Entrant]
    questions: tuple[Question, ...]
    record: Record

    def turn(self, entrant: Entrant, deadline: int) -> Running:
        """The server whose turn it is; others are stopped only when memory is short."""
        running = entrant.ready(free_port(), deadline)
        for other in self.entrants:
            if other is not entrant and other.running and available() < SPARE:
                other.stop()
        return running


def measure(run: Run) -> None:
    """Take all numbers of one size of data.

    A service that does not start, or dies, is told of in the record; the others go on.
    """
    try:
        for entrant in run.entrants:
            _attempt(run, entrant, "answers", _compare)
        for number in range(run.plan.rounds):
            for place in range(len(run.entrants)):
                entrant = run.entrants[(place + number) % len(run.entrants)]
                _attempt(run, entrant, f"round {number + 1}", partial(_round, number))
        for entrant in run.entrants:
            entrant.stop()
        for entrant in run.entrants:
            _attempt(run, entrant, "siege", _siege)
    finally:
        for entrant in run.entrants:
            entrant.stop()
        run.record.content["ratios"] = findings.ratios(run.record.content)
        run.record.save()


def besiege(run: Run) -> None:
    """Take only the numbers of the siege anew; the record holds those of a run before."""
    names = {entrant.peer.name for entrant in run.entrants}
    kept = [entry for entry in run.record.content.get("siege", []) if entry["peer"] not in names]
    run.record.content["siege"] = kept
    facts = run.record.content.get("peers", {})
    try:
        for entrant in run.entrants:
            _attempt(run, entrant, "siege", _siege)
    finally:
        for entrant in run.entrants:
            entrant.stop()
        run.record.content["peers"] = facts
        run.record.content["ratios"] = findings.ratios(run.record.content)
        run.record.save()


def _attempt(run: Run, entrant: Entrant, step: str, work: Callable[[Run, Entrant], None]) -> None:
    """Do one step with one service, and say that it was done."""
    name = entrant.peer.name
    began = time.perf_counter()
    try:
        work(run, entrant)
    except FailedError as error:
        run.record.add("failures", {"peer": name, "step": step, "reason": str(error)})
    run.record.content["peers"] = {each.peer.name: each.facts for each in run.entrants}
    run.record.save()
    print(f"{step}: {name}, {time.perf_counter() - began:.1f} s", file=sys.stderr)


def _compare(run: Run, entrant: Entrant) -> None:
    """Note what a service answers to each question; one it cannot answer in time it is not asked again."""
    for question in run.questions:
        running = run.turn(entrant, NO_DEADLINE)
        said = []
        for text in question.texts[:COMPARED]:
            timing = ask(
                running.port, target(running.path, text), question.accept, run.plan.patience, keep=True
            )
            said.append(told(timing, question.accept))
            if not timing.good:
                break
        run.record.add("answers", {"peer": entrant.peer.name, "question": question.name, "said": said})
        if "no answer" in said:
            entrant.stop()  # it may still be at work on it
        if not all(_usable(each) for each in said):
            entrant.unable.add(question.name)


def _usable(said: str) -> bool:
    return said != "no answer" and not said.startswith("status")


def _round(number: int, run: Run, entrant: Entrant) -> None:
    """One turn of one service: each question in sequence, then the load, then its memory."""
    for question in run.questions:
        if question.name not in entrant.unable:
            _sequence(number, run, entrant, question)
    if not load.missing():
        _load(number, run, entrant)
    running = run.turn(entrant, NO_DEADLINE)
    run.record.add(
        "memory", {"round": number, "peer": entrant.peer.name, "bytes": memory(running.process.pid)}
    )


def _sequence(number: int, run: Run, entrant: Entrant, question: Question) -> None:
    """Ask a question again and again, each time with another comment, so that no cache knows the answer."""
    plan = run.plan
    running = run.turn(entrant, NO_DEADLINE)
    start = number * plan.requests
    texts = [question.texts[(start + each) % len(question.texts)] for each in range(plan.requests + WARM_UP)]
    targets = [target(running.path, f"{text}\n# {number}.{each}") for each, text in enumerate(texts)]
    for _ in series(running.port, targets[:WARM_UP], question.accept, WARM_UP, 0, plan.patience):
        pass
    timings = list(
        series(
            running.port,
            targets[WARM_UP:],
            question.accept,
            plan.requests,
            plan.question_seconds,
            plan.patience,
        )
    )
    run.record.add("latency", _sequence_entry(number, entrant, question, timings))


def _sequence_entry(
    number: int, entrant: Entrant, question: Question, timings: list[Timing]
) -> dict[str, Any]:
    good = [timing for timing in timings if timing.good]
    return {
        "round": number,
        "peer": entrant.peer.name,
        "question": question.name,
        "total": [round(timing.total, 3) for timing in good],
        "first_byte": [round(timing.first_byte, 3) for timing in good],
        "bytes": max((timing.size for timing in good), default=0),
        "failed": len(timings) - len(good),
    }


def _load(number: int, run: Run, entrant: Entrant) -> None:
    targets = entrant.site.folder / "targets.txt"
    turns = load.write_targets(run.questions, entrant.peer.path, targets)
    for mode in load.MODES:
        for clients in load.CLIENTS:
            running = run.turn(entrant, NO_DEADLINE)
            word = f"{number}-{mode}-{clients}"
            found = load.throughput(running.port, targets, turns, mode, clients, run.plan.load_seconds, word)
            entry = {"round": number, "peer": entrant.peer.name, "mode": mode, "clients": clients}
            run.record.add("throughput", entry | found)


def _siege(run: Run, entrant: Entrant) -> None:
    """The last thing asked of a service, alone on the machine and with a short deadline."""
    small = [question.texts[:SIEGED] for question in run.questions if question.small]
    texts = [text for turn in zip_longest(*small) for text in turn if text is not None]
    for name, queries in sieges().items():
        running = run.turn(entrant, run.plan.siege_deadline)
        targets = [target(running.path, text) for text in texts]
        found = besieged(running, queries, targets, run.plan.siege_seconds)
        run.record.add("siege", {"peer": entrant.peer.name, "query": name, **found})
        entrant.stop()  # the next kind meets a fresh server
