"""What a reviewer does with a drafted record: accept a node, correct it, reject it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from munigraph.records.context import Context
from munigraph.records.references import dangling, mentions, nodes
from munigraph.records.schema import ShapeChecker
from munigraph.records.yamlfile import parse_yaml, read_bytes

from .drafting.marks import KEY, REVIEWED
from .drafting.merging import Block, Record, head_of, read, without
from .drafting.writing import node_text, record_text

_CURATION = "curation"


@dataclass(frozen=True, slots=True)
class Open:
    """A record under review."""

    path: Path
    record: Record

    @classmethod
    def of(cls, path: Path) -> Open:
        """The record in a file.

        Raises InputFaultsError where it is no YAML.
        """
        data = read_bytes(path)
        return cls(path, read(parse_yaml(path, data), data.decode("utf-8")))

    @property
    def waiting(self) -> list[str]:
        """The ids of the nodes that no human has spoken on."""
        return [block.node["id"] for block in self.record.blocks if not block.human]

    def block(self, name: str) -> Block:
        return next(block for block in self.record.blocks if block.node["id"] == name and not block.human)

    def text(self) -> str:
        """The file as it is to be written."""
        head = head_of(self.record.head["document"], self.record.head, self.record.blocks)
        return record_text(head, (block.text for block in self.record.blocks), self.record.tail)


def accepted(opened: Open, name: str) -> Open:
    """The record with a node accepted as it is."""
    return corrected(opened, name, opened.block(name).node)


def corrected(opened: Open, name: str, node: Mapping[str, Any]) -> Open:
    """The record with a node as the reviewer wants it."""
    before = opened.block(name)
    plain = {key: value for key, value in node.items() if key not in (_CURATION, KEY)}
    said = {**plain, _CURATION: REVIEWED, KEY: before.node.get(KEY, "00000000")}
    return _with(opened, before, Block(said, before.comments + node_text(said)))


def rejected(opened: Open, name: str) -> Open:
    """The record without a node, which stays out when it is drafted again; nothing drafted names it."""
    before = opened.block(name)
    span = next(iter(before.node.get("evidence", [])), {"start": 0, "end": 0})
    gone = [{"was": name, "start": span["start"], "end": span["end"]}]
    inner = [{"was": each["id"], "start": span["start"], "end": span["end"]} for each in _inside(before)]
    head = {**opened.record.head, "struckOut": [*opened.record.rejected, *gone, *inner]}
    names = {each["was"] for each in (*gone, *inner)}
    blocks = tuple(without(each, names) for each in opened.record.blocks if each is not before)
    return replace(opened, record=replace(opened.record, head=head, blocks=blocks))


def _inside(block: Block) -> Iterator[Mapping[str, Any]]:
    """Nodes described within a node: ballots, identifiers."""
    return (node for at, node in nodes(block.node, ()) if at and "type" in node)


def _with(opened: Open, before: Block, after: Block) -> Open:
    blocks = tuple(after if each is before else each for each in opened.record.blocks)
    return replace(opened, record=replace(opened.record, blocks=blocks))


def faults(opened: Open, context: Context, concepts: Collection[str]) -> list[str]:
    """What is wrong with the record as it is to be written: its form, and concepts that do not exist.

    Whether the things that it names are described is for `munigraph check` to say.
    """
    file = parse_yaml(opened.path, opened.text().encode("utf-8"))
    named = {name for _, node in nodes(file.content, ()) for name in _named(node, context)}
    return [
        str(fault)
        for fault in (
            *ShapeChecker(context, "record").faults(file),
            *dangling(file, context, named, concepts),
        )
    ]


def _named(node: Mapping[str, Any], context: Context) -> Iterator[str]:
    """All things that a node names, itself too."""
    yield node["id"]
    yield from (item for _, term, item in mentions(dict(node), context) if term.kind == "reference")
