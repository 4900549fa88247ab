"""What the words of a query tell without parsing it: SPARQL 1.1 §19.8, terminals only.

pyoxigraph has no parser of its own in Python, and some things must be known
before it runs: where the dataset comes from, and what a faulty text meant to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""
      (?P<space>  [ \t\r\n]++ | \#[^\r\n]*+ )
    | (?P<iri>    <[^<>"{}|^`\x00-\x20]*+> )
    | (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
                | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+' )
    | (?P<variable> [?$]\w++ )
    | (?P<blank>  _:[\w.-]*+ )
    | (?P<name>   (?:[^\W\d_][\w.-]*+)?:(?:[\w:%-]|\.(?=[\w:.%-])|\\.)*+ )
    | (?P<word>   \w++ )
    | (?P<mark>   \\. | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANK = " \t\r\n"
_GAP = re.compile(
    r"""<[^<>"{}|^`\x00-\x20]*+>|\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\"|\'\'\'(?:[^'\\]|\\.|'(?!''))*+\'\'\'"""
    r"""|"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+'|\#[^\r\n]*+(?:[\r\n]|\Z)"""
    r"""|\ [ \t\r\n]++|\t[ \t\r\n]*+|\r[ \t\r\n]*+|\n[ \t\r\n]*+""",
    re.DOTALL,
)
"""Gaps that are more than one blank, and what may have some within it.

Each branch begins with a character of its own, so that all others are passed over quickly.
"""
_DOUBTFUL = re.compile(r"<[^<>\s]*'")
"""A quotation mark in what may be an IRI or a comparison: strings begin elsewhere in each reading."""
_NORMALISABLE = 20_000
DEEPEST = 1000
"""Levels of brackets that a query may have; pyoxigraph's parser fails at about twice as many."""
_DECLARATIONS = {"PREFIX", "BASE", "VERSION"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_VOLATILE_WORDS = ("now", "rand", "uuid", "bnode")
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)[\s#(]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Prologue:
    """The declarations before a query, and the word it begins with."""

    prefixes: dict[str, str] = field(default_factory=dict)
    verb: str = ""

    @property
    def is_update(self) -> bool:
        return self.verb in _UPDATES


def tokens(text: str) -> Iterator[Token]:
    """The words of a query, without white space and comments."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "space":
            yield Token(match.lastgroup, match[0], match.start())


def prologue(text: str) -> Prologue:
    prefixes: dict[str, str] = {}
    name: str | None = None
    for token in tokens(text):
        if token.kind == "name":
            name = token.text.removesuffix(":")
        elif token.kind == "iri" and name is not None:
            prefixes[name] = token.text[1:-1]
            name = None
        elif token.kind == "word" and token.keyword not in _DECLARATIONS:
            return Prologue(prefixes, token.keyword)
    return Prologue(prefixes)


def chooses_dataset(text: str) -> bool:
    """Whether the query has a FROM clause, which stands outside all braces."""
    if "from" not in text.lower():
        return False
    depth = 0
    for token in tokens(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.keyword == "FROM":
            return True
    return False


def undeclared(text: str) -> Token | None:
    """The first prefixed name whose prefix the query uses without declaring it."""
    declared: set[str] = set()
    before = ""
    for token in tokens(text):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return token
        before = token.keyword
    return None


def volatile(text: str) -> bool:
    """Whether two answers to the query may differ on the same data: it may ask for time, chance or new nodes.

    Errs on the side of yes.
    """
    lowered = text.lower()
    if "construct" in lowered and ("_:" in text or "[" in text):
        return True
    return any(word in lowered for word in _VOLATILE_WORDS) and _VOLATILE.search(text) is not None


def normalised(text: str) -> str:
    """The text with all white space between tokens as one blank, for comparing queries.

    Long texts, and those in which it is not plain what is a string, are left as they are.
    """
    if len(text) > _NORMALISABLE or _DOUBTFUL.search(text):
        return text
    return _GAP.sub(lambda match: " " if match[0][0] in _BLANK else match[0], text).strip()


def depth(text: str) -> int:
    """How many brackets, or negations in a row, stand within one another at most."""
    if sum(map(text.count, "{([!")) < DEEPEST:
        return 0
    deepest = level = negations = 0
    for token in tokens(text):
        level += {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}.get(token.text, 0)
        negations = negations + 1 if token.text == "!" else 0
        deepest = max(deepest, level, negations)
    return deepest


def place(text: str, start: int) -> tuple[int, int]:
    """Line and column of a position, both counted from 1."""
    before = text[:start]
    return before.count("\n") + 1, start - before.rfind("\n")


def offset(text: str, line: int, column: int) -> int:
    """The position that line and column name, both counted from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1
