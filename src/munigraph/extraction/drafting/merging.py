"""A new draft over an old record: a human's word stays, what a human rejected stays out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from munigraph.records.yamlfile import YamlFile

from .marks import KEY, REVIEWED, checksum, is_human, marked
from .sheet import Node
from .writing import node_text

_OVERLAP = 0.5
"""From this share on, two spans of nodes of one kind are one fact read twice."""
_MAIN = "evidence"


@dataclass(frozen=True, slots=True)
class Block:
    """A node of a record, and the lines that it stands in."""

    node: Node
    text: str

    @property
    def human(self) -> bool:
        return is_human(self.node)

    @property
    def comments(self) -> str:
        """The lines above the node."""
        return "".join(line for line in self.text.splitlines(keepends=True) if line.startswith("  #"))


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands in its file."""

    head: Mapping[str, Any]
    blocks: tuple[Block, ...]
    tail: str = ""
    """What stands below the facts: remarks."""

    @property
    def rejected(self) -> list[Mapping[str, Any]]:
        return list(self.head.get("struckOut", []))


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of a draft and the record before it, and where the two differ."""

    head: dict[str, Any]
    blocks: tuple[Block, ...]
    conflicts: tuple[str, ...]


def read(file: YamlFile, text: str) -> Record:
    """A record with each node's lines; comments above a node are its own."""
    lines = text.splitlines(keepends=True)
    nodes = file.content["facts"]
    starts = [_above(lines, file.lines["facts", at]) for at in range(len(nodes))]
    ends = [*starts[1:], _end(lines, starts[-1])]
    blocks = (
        Block(node, "".join(lines[start:end])) for node, start, end in zip(nodes, starts, ends, strict=True)
    )
    head = {key: value for key, value in file.content.items() if key != "facts"}
    return Record(head, tuple(blocks), "".join(lines[ends[-1] :]))


def _above(lines: list[str], line: int) -> int:
    """The index of the first of a node's lines (its `- ` stands in `line`), comments above it taken in."""
    first = line - 1
    while first > 0 and lines[first - 1].startswith("  #"):
        first -= 1
    return first


def _end(lines: list[str], start: int) -> int:
    """Where the last node ends: before what stands at the margin."""
    return next((at for at in range(start, len(lines)) if lines[at][:1] not in (" ", "\n", "")), len(lines))


def block(node: Node) -> Block:
    """A drafted node, marked and written."""
    own = marked(node)
    return Block(own, node_text(own))


def merged(
    document: str, nodes: Iterable[Node], old: Record | None, needed: Set[str] = frozenset()
) -> Merged:
    """A draft merged with the record there was. Nodes in `needed` stay: other files name them."""
    if old is None:
        return Merged(head_of(document, {}, ()), tuple(map(block, nodes)), ())
    drafted = list(nodes)
    humans = {each.node["id"]: each for each in old.blocks if each.human}
    taken = _Taken.of(old, humans.values(), {node["id"] for node in drafted})
    conflicts: list[str] = []
    out: list[Block] = []
    for node in drafted:
        if node["id"] in humans:
            conflicts += _differences(humans[node["id"]], node)
            out.append(humans.pop(node["id"]))
        elif node["id"] not in taken.names and not taken.holds(node):
            out.append(block(node))
    known = {each.node["id"] for each in out}
    rest = [each for each in old.blocks if each.node["id"] in humans or each.node["id"] in needed - known]
    kept = _inserted(out, rest, old)
    dropped = {str(each["was"]) for each in old.rejected} - {each.node["id"] for each in kept}
    blocks = tuple(each if each.human else without(each, dropped) for each in kept)
    return Merged(head_of(document, old.head, blocks), blocks, tuple(conflicts))


def _differences(human: Block, node: Node) -> Iterator[str]:
    """Where the reader has changed its mind about a node that a human has spoken on."""
    before = human.node.get(KEY)
    if before is not None and before != checksum(node):
        yield f"{node['id']}: kept as a human left it; the reader now reads it otherwise"


@dataclass(frozen=True, slots=True)
class _Taken:
    """What humans have spoken on: by name; and by kind and place, where the reader names it otherwise now."""

    names: frozenset[str]
    known: frozenset[str]
    """The names of all nodes that there were: what is read again by its name is nothing new."""
    places: tuple[tuple[str, int, int], ...]

    @classmethod
    def of(cls, old: Record, humans: Iterable[Block], drafted: Set[str]) -> _Taken:
        rejected = [(str(each["was"]), int(each["start"]), int(each["end"])) for each in old.rejected]
        kept = [
            (human.node["id"], span["start"], span["end"])
            for human in humans
            for span in human.node.get(_MAIN, [])[:1]
        ]
        return cls(
            names=frozenset(name for name, _, _ in (*rejected, *kept)),
            known=frozenset(each.node["id"] for each in old.blocks),
            places=tuple(each for each in (*rejected, *kept) if each[0] not in drafted),
        )

    def holds(self, node: Node) -> bool:
        """Whether a node that was not there before lies where a human has spoken on one of its kind."""
        if node["id"] in self.known or "type" not in node or not node.get(_MAIN):
            return False
        span = node[_MAIN][0]
        return any(
            _kind(name) == _kind(node["id"]) and _common(span["start"], span["end"], start, end) > _OVERLAP
            for name, start, end in self.places
        )


def _kind(name: str) -> str:
    return name.partition("/")[0]


def _common(start: int, end: int, other_start: int, other_end: int) -> float:
    """The share of the longer of two spans that both have."""
    longer = max(end - start, other_end - other_start, 1)
    return (min(end, other_end) - max(start, other_start)) / longer


def _inserted(out: list[Block], rest: Iterable[Block], old: Record) -> list[Block]:
    """Blocks that the draft has not, each after the one that it stood after."""
    order = [each.node["id"] for each in old.blocks]
    for each in rest:
        before = order[: order.index(each.node["id"])]
        places = [at for at, one in enumerate(out) if one.node["id"] in before]
        out.insert(places[-1] + 1 if places else 0, each)
    return out


def without(each: Block, dropped: Set[str]) -> Block:
    """A block that names nothing that was rejected; whose word it is stays as it was."""
    node = {key: _pruned(value, dropped) for key, value in each.node.items()}
    if node == each.node:
        return each
    left = {key: value for key, value in node.items() if value not in (None, [])}
    return Block(left, each.comments + node_text(left)) if each.human else block(left)


def _pruned(value: Any, dropped: Set[str]) -> Any:
    if isinstance(value, list):
        left = [each for each in value if not (isinstance(each, str) and each in dropped)]
        return left[0] if len(left) == 1 and isinstance(left[0], str) else left
    return None if isinstance(value, str) and value in dropped else value


def head_of(document: str, before: Mapping[str, Any], blocks: Iterable[Block]) -> dict[str, Any]:
    """What stands before the facts; a record is reviewed when all its nodes are."""
    reviewed = bool(blocks) and all(each.human for each in blocks)
    head: dict[str, Any] = {"document": document, "curation": REVIEWED if reviewed else "extracted"}
    return head | {key: before[key] for key in ("description", "struckOut") if before.get(key)}
