"""What things cost, and the sums of what is stated, by currency and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ....texts import decimal
from ....texts.dates import PartialDate
from ...sketch import Value
from .told import Line, by, every


@dataclass(frozen=True, slots=True)
class Expense:
    """An expense as stated; the amount may be unknown where only the payer is told."""

    it: Value
    amount: Decimal | None
    currency: str
    payers: tuple[Value, ...]
    purposes: tuple[Value, ...]
    on: str
    """When it was, or what it was for."""

    @property
    def year(self) -> int | None:
        date = PartialDate.read(self.on)
        return date.first.year if date else None


@dataclass(frozen=True, slots=True)
class Sum:
    """What was stated to be spent in one currency in one year; None where the year is not told."""

    currency: str
    year: int | None
    amount: Decimal
    expenses: int


@dataclass(frozen=True, slots=True)
class Costs:
    """Expenses, the latest first, and their sums."""

    expenses: tuple[Expense, ...]
    sums: tuple[Sum, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Costs:
        expenses = [_expense(some) for some in by(lines, "expense").values()]
        expenses.sort(key=lambda expense: expense.on, reverse=True)
        return cls(tuple(expenses), tuple(_sums(expenses)))


def _expense(lines: list[Line]) -> Expense:
    return Expense(
        it=lines[0]["expense"],
        amount=decimal(lines[0].text("amount")),
        currency=lines[0].text("currency"),
        payers=every(lines, "payer"),
        purposes=every(lines, "purpose"),
        on=max(line.text("on") for line in lines),
    )


def _sums(expenses: Iterable[Expense]) -> list[Sum]:
    found: dict[tuple[str, int | None], list[Decimal]] = defaultdict(list)
    for expense in expenses:
        if expense.amount is not None:
            found[expense.currency, expense.year].append(expense.amount)
    sums = [Sum(currency, year, sum(some, Decimal(0)), len(some)) for (currency, year), some in found.items()]
    return sorted(sums, key=lambda each: (each.currency, -(each.year or 0)))
