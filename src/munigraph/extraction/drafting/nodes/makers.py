"""Who made a text, and who moved something: persons, parties, bodies and administrations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...facts import Fact, Named
from ..naming import own, parties
from ..people import People
from ..sheet import Sheet, Sitting
from .texts import Text

_MOST_NAMES = 2

Called = str | Mapping[str, str]
"""How a label names somebody: a name or letters, or labels by language."""


@dataclass(frozen=True, slots=True)
class Makers:
    """Those whose text it is: their ids, and how a label names them."""

    ids: tuple[str, ...] = ()
    called: tuple[Called, ...] = ()

    def slugs(self, place: str) -> list[str]:
        """As parts of an id: all parties in one order, or the first of others."""
        if self.ids and all(each.startswith("party/") for each in self.ids):
            return [parties(self.ids)]
        return [own(each).removeprefix(f"{place}-") for each in self.ids[:_MOST_NAMES]]


def makers(sheet: Sheet, people: People, text: Text, sitting: Sitting) -> Makers:
    """Whose text it is: the body that put a draft, the parties it is said to be of, else who moved it."""
    if text.kind == "draft":
        return _drafters(sheet, text)
    first = next(iter(text.own), None)
    letters = (text.put.parties if text.put else ()) or (first.parties if first else ())
    if letters:
        found = (party(sheet, each, text.first, sitting.date) for each in letters)
        return Makers(tuple(dict.fromkeys(filter(None, found))), tuple(dict.fromkeys(letters)))
    movers = first.movers if first else text.put.names if text.put else ()
    named = dict.fromkeys(name or letters_ or "" for name, letters_ in movers)
    return Makers(tuple(dict.fromkeys(agents(sheet, people, movers, text.first, sitting))), tuple(named))


def _drafters(sheet: Sheet, text: Text) -> Makers:
    """The bodies or administrations that put a draft."""
    said = [name for fact in text.own for name, letters in fact.movers if name and letters is None]
    if text.put is not None and text.put.drafter:
        said.append(text.put.drafter)
    known = (sheet.known.proposer(sheet.municipality, name) for name in said)
    found = list(dict.fromkeys(filter(None, known)))
    if not found and text.put is not None and text.put.office == "board":
        board = sheet.known.body_of_type(sheet.municipality, "executive-board")
        found = [board] if board else []
    for name in said if not found else ():
        sheet.leave(text.first, f"{name} is not in data/reference/bodies.yaml")
    return Makers(tuple(found), tuple(sheet.known.called(each) for each in found))


def agents(
    sheet: Sheet, people: People, movers: Iterable[Named], fact: Fact, sitting: Sitting
) -> Iterator[str]:
    """Those who move something, with the mandates of persons described."""
    for named in movers:
        name, letters = named
        if name is None:
            found = party(sheet, letters or "", fact, sitting.date)
        elif letters is None and (body := sheet.known.proposer(sheet.municipality, name)):
            found = body
        else:
            found = people.person(sheet, named) if people.mandate(sheet, sitting, named, fact) else None
        if found is not None:
            yield found


def party(sheet: Sheet, letters: str, fact: Fact, date: str | None) -> str | None:
    """A party by its letters; one that is not known is told."""
    found = sheet.known.party(sheet.paper.country, letters, date or "")
    if found is None:
        sheet.leave(fact, f"party {letters} is not in data/reference/parties.yaml")
    return found
