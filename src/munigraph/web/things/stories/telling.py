"""What a story is told from: the thing, the data, and the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...originals import Originals
from ...texts import Texts
from ..addresses import Addresses
from ..asking import Asker, Row, about
from ..sketch import Sketch, sketched


@dataclass(frozen=True, slots=True)
class Teller:
    """Asks what a story needs to know."""

    asker: Asker
    addresses: Addresses
    iri: str
    """The thing that the page is about."""
    t: Texts
    originals: Originals | None = None
    """The texts of documents, where the operator has them."""
    part: int = 1
    """Which part of a document the page is to show."""

    async def rows(self, name: str) -> list[Row]:
        """The rows of a query of the stories (`queries/{name}.rq`), about the thing (`?thing`)."""
        return await self.asker.rows(about(name, self.iri, package=__package__))

    async def sketch(self, *answers: Iterable[Row]) -> Sketch:
        """What is needed to show rows of answers in the language of the page."""
        rows = [row for answer in answers for row in answer]
        return await sketched(self.asker, self.addresses, self.t, rows, {self.iri})
