"""The disk that answers take up while they wait to be read, and how much of it there is for them.

Each answer has its own limit; a reader that takes its time keeps it on disk. This is the limit
for all of them together, and half of it for those of one client, so that nobody fills the disk
by asking much and reading little.
"""

from __future__ import annotations

from collections import Counter

from munigraph.evaluation.errors import ClientBusyError, SpoolFullError

RETRY_SECONDS = 30


class Disk:
    """So many bytes of disk, shared out among answers. Workers write ahead of the count by a moment."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.used = 0
        self._by_client: Counter[str] = Counter()

    def share(self, client: str) -> Share:
        """A share for another answer, which has nothing yet; there must be some room for it to grow.

        Raises SpoolFullError or, if it is this client who has too much, ClientBusyError.
        """
        self.refuse_if_full(client, self.budget // 16)
        return Share(self, client)

    def refuse_if_full(self, client: str, size: int = 0) -> None:
        """Raises as `share` does where there is no room for so much more."""
        if self._by_client[client] + size > self.budget // 2:
            raise ClientBusyError(
                f"answers to your address that are not read yet take up {self._by_client[client]} bytes",
                RETRY_SECONDS,
                hint="read one answer to its end before you ask for the next, or take a dump",
            )
        if self.used + size > self.budget:
            raise SpoolFullError(
                f"answers that are not read yet take up {self.used} bytes, and there is no room for more",
                RETRY_SECONDS,
                hint="come again a little later, or ask for less at a time",
            )

    def change(self, client: str, size: int) -> None:
        self.used += size
        self._by_client[client] += size
        if not self._by_client[client]:
            del self._by_client[client]


class Share:
    """What one answer takes up."""

    def __init__(self, disk: Disk, client: str) -> None:
        self.size = 0
        self._disk = disk
        self._client = client

    def grow_to(self, size: int) -> None:
        """Count what is there; raises as `Disk.share` does when it is too much."""
        more = size - self.size
        self._disk.change(self._client, more)
        self.size = size
        self._disk.refuse_if_full(self._client)

    def __enter__(self) -> Share:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give all of it back."""
        self._disk.change(self._client, -self.size)
        self.size = 0
