"""Who may run a query now, who waits, and who is told to come again.

There is a place for every worker, but only a few of them, about as many as the
machine has cores, for queries that have just begun. A query that lasts gives
its place among those up, so that slow queries never stand before quick ones.
Waiting clients take turns, and no client may take all places.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from munigraph.evaluation.errors import BusyError, ClientBusyError

RETRY_SECONDS = 5

Turn = asyncio.Future["Ticket"]


@dataclass(slots=True)
class Ticket:
    """The right to run one query; `leave` gives it back."""

    admission: Admission
    client: str
    quick: bool = True
    valid: bool = True

    def linger(self) -> None:
        """The query lasts: make room for another that has just begun."""
        if self.valid and self.quick:
            self.quick = False
            self.admission.quick -= 1
            self.admission.admit()

    def leave(self) -> None:
        if self.valid:
            self.valid = False
            self.admission.quick -= self.quick
            self.admission.running -= 1
            left = self.admission.by_client[self.client] = self.admission.by_client[self.client] - 1
            if not left:
                del self.admission.by_client[self.client]
            self.admission.admit()


class Admission:
    """Places for queries: `workers` in all, `most_quick` of them for those that have just begun.

    So many as `most_waiting` may wait for one, a third of them from one client: who asks comes
    under two names, one for queries and one for the pages that are read.
    """

    def __init__(self, workers: int, most_quick: int, most_waiting: int) -> None:
        self.workers = workers
        self.most_quick = most_quick
        self.most_waiting = most_waiting
        self.client_workers = max(1, workers - 2)
        self.client_waiting = max(1, most_waiting // 3)
        self.quick = 0
        self.running = 0
        self.by_client: dict[str, int] = {}
        self._queues: dict[str, deque[Turn]] = {}

    @property
    def waiting(self) -> int:
        return sum(map(len, self._queues.values()))

    async def enter(self, client: str, seconds: float) -> Ticket:
        """Wait for a place, at most so long.

        Raises ClientBusyError or BusyError when the queue is full, BusyError when the wait was in vain.
        """
        if self._has_place(client) and client not in self._queues:
            return self._seated(client)
        self._refuse_if_full(client)
        loop = asyncio.get_running_loop()
        turn: Turn = loop.create_future()
        self._queues.setdefault(client, deque()).append(turn)
        timer = loop.call_later(seconds, _give_up, turn, seconds)
        try:
            return await turn
        except BaseException:
            self._withdraw(client, turn)
            raise
        finally:
            timer.cancel()

    def admit(self) -> None:
        """Let in whoever may, client by client in turn."""
        while (client := next(filter(self._has_place, self._queues), None)) is not None:
            queue = self._queues.pop(client)
            turn = queue.popleft()
            if queue:
                self._queues[client] = queue
            if not turn.done():
                turn.set_result(self._seated(client))

    def _has_place(self, client: str) -> bool:
        return (
            self.quick < self.most_quick
            and self.running < self.workers
            and self.by_client.get(client, 0) < self.client_workers
        )

    def _seated(self, client: str) -> Ticket:
        self.quick += 1
        self.running += 1
        self.by_client[client] = self.by_client.get(client, 0) + 1
        return Ticket(self, client)

    def _refuse_if_full(self, client: str) -> None:
        if len(self._queues.get(client, ())) >= self.client_waiting:
            raise ClientBusyError(
                f"{self.client_waiting} queries from your address wait already",
                RETRY_SECONDS,
                hint="send them one after the other, or a few at a time",
            )
        if self.waiting >= self.most_waiting:
            raise BusyError(
                f"{self.most_waiting} queries wait already", RETRY_SECONDS, hint="come again a little later"
            )

    def _withdraw(self, client: str, turn: Turn) -> None:
        """Leave the queue; a place that came at the last moment goes to the next."""
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            turn.result().leave()
            return
        queue = self._queues.get(client, deque())
        if turn in queue:
            queue.remove(turn)
        if not queue:
            self._queues.pop(client, None)


def _give_up(turn: Turn, seconds: float) -> None:
    if not turn.done():
        message = f"no place became free for this query within {seconds:g} seconds"
        turn.set_exception(BusyError(message, RETRY_SECONDS, hint="come again a little later"))
