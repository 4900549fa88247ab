"""Random numbers that depend on the seed and on what they are for, and on nothing else."""

from __future__ import annotations

from random import Random


def chance(seed: int, purpose: str) -> Random:
    return Random(f"{seed}/{purpose}")  # noqa: S311 - made-up data, no secrets
