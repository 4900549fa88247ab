"""What the project knows already: municipalities, bodies, parties, networks, persons, by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from munigraph.errors import MissingError
from munigraph.records import Project
from munigraph.records.references import nodes

from .. import parties
from ..text import fold

Node = Mapping[str, Any]
"""A thing as the input has it: `id`, `type`, and the keys of the context."""

_GENITIVE = re.compile(r"(?::s|['’]s?|s)$")
_NAMED = ("label", "altLabel", "hiddenLabel")


@dataclass(frozen=True)
class Known:
    """The reference files of a project, asked by name."""

    described: Mapping[str, Node]

    @classmethod
    def of(cls, project: Project) -> Known:
        """What the reference files of a project describe."""
        files = (project.reader.file(entry) for entry in project.of("reference").values())
        return cls({node["id"]: node for file in files for _, node in nodes(file.content, ())})

    def municipality(self, name: str) -> str:
        """A municipality's id by its name.

        Raises MissingError where the project does not have it.
        """
        found = self.find_municipality(name)
        if found is None:
            raise MissingError(
                f"there is no municipality {name} in data/reference",
                hint="describe it in data/reference/municipalities.yaml, or name it as it is called there",
            )
        return found

    def find_municipality(self, name: str) -> str | None:
        """A municipality's id by its name, if the project has it."""
        return _found(self._names("Municipality"), name)

    def body(self, municipality: str, name: str) -> str | None:
        """A body of a municipality by one of its names."""
        return _found(self._names("GoverningBody", "bodyOf", municipality), name)

    def proposer(self, municipality: str, name: str) -> str | None:
        """A body or an administration of a municipality by one of its names."""
        return self.body(municipality, name) or _found(
            self._names("Administration", "unitOf", municipality), name
        )

    def office(self, municipality: str, name: str) -> str | None:
        """An office of a municipality, or of one of its bodies, by one of its names."""
        bodies = {id_ for id_, node in self._of("GoverningBody") if node.get("bodyOf") == municipality}
        offices: dict[str, str] = {}
        for owner in (municipality, *sorted(bodies)):
            offices |= self._names("Post", "postIn", owner)
        return _found(offices, name)

    def party(self, country: str, name: str, date: str = "") -> str | None:
        """A party by its letters or its name, in a country (`SE`) at a time."""
        entry = parties.parties(country, date).find(name)
        codes = (entry.code, entry.today) if entry else (name,)
        of_country = self._parties.get(country, {})
        return next((of_country[code] for code in codes if code in of_country), None)

    def network(self, name: str) -> str | None:
        """A network by one of its names."""
        return _found(self._names("Network"), name)

    def person(self, municipality: str, name: str) -> str | None:
        """A person of a municipality who is known under several names, or in another spelling."""
        place = municipality.partition("/")[2]
        named = ((fold(text), id_) for text, id_ in self._persons if id_.startswith(f"person/{place}-"))
        return next((id_ for text, id_ in named if text == fold(name)), None)

    def called(self, thing: str) -> Mapping[str, str]:
        """A thing's labels, by language."""
        return {
            language: text if isinstance(text, str) else text[0]
            for language, text in self.described[thing].get("label", {}).items()
        }

    def body_of_type(self, municipality: str, type_: str) -> str | None:
        """The one body of a type that a municipality has."""
        bodies = [id_ for id_, node in self._of("GoverningBody") if node.get("bodyOf") == municipality]
        found = [body for body in bodies if self.body_type(body) == type_]
        return found[0] if len(found) == 1 else None

    def body_type(self, body: str) -> str:
        return str(self.described[body]["bodyType"])

    @cached_property
    def _parties(self) -> Mapping[str, Mapping[str, str]]:
        """Parties by country and code."""
        found: dict[str, dict[str, str]] = {}
        for id_, node in self._of("PoliticalParty"):
            of_country = found.setdefault(self._letters(node["country"]), {})
            of_country |= {code["notation"]: id_ for code in _many(node.get("partyCode", []))}
        return found

    def _letters(self, country: str) -> str:
        return next(str(each["notation"]) for each in _many(self.described[country]["identifier"]))

    @cached_property
    def _persons(self) -> list[tuple[str, str]]:
        return [
            (text, id_)
            for id_, node in self._of("Person")
            for text in (node.get("name", ""), *_texts(node, _NAMED))
        ]

    def _names(self, type_: str, key: str = "", owner: str = "") -> Mapping[str, str]:
        """What things of a type are called, folded, to their ids."""
        wanted = (type_, key, owner)
        if wanted not in self._asked:
            self._asked[wanted] = {
                fold(text): id_
                for id_, node in self._of(type_)
                if not key or node.get(key) == owner
                for text in _texts(node, _NAMED)
            }
        return self._asked[wanted]

    @cached_property
    def _asked(self) -> dict[tuple[str, str, str], Mapping[str, str]]:
        """Answers of `_names`, which is asked for every fact."""
        return {}

    def _of(self, type_: str) -> Iterator[tuple[str, Node]]:
        return ((id_, node) for id_, node in self.described.items() if type_ in _many(node.get("type", [])))


def _found(names: Mapping[str, str], name: str) -> str | None:
    folded = fold(" ".join(name.split()))
    return names.get(folded) or names.get(_GENITIVE.sub("", folded))


def _texts(node: Node, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        for texts in node.get(key, {}).values():
            yield from _many(texts)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
