"""pyoxigraph's complaints about a query, told so that a person can act on them."""

from __future__ import annotations

import re

from munigraph.names import PREFIXES

from .errors import QueryError, QuerySyntaxError, UpdateRefusedError
from .lexical import place, prologue, undeclared

_COMPLAINT = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<expected>.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]", re.DOTALL)
_EXPLANATIONS = {
    "IRI parsing failed": (
        "this is not a valid IRI",
        "IRIs are absolute, without spaces: <https://example.org/x>",
    ),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * does not go with GROUP BY or an aggregate",
        "name the variables and aggregates to be returned",
    ),
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that is neither grouped nor bound",
        "add the variable to GROUP BY, or use it in the pattern",
    ),
}


def faulty(complaint: str, text: str) -> QueryError:
    """The error to raise for a text that pyoxigraph does not accept as a query."""
    if prologue(text).is_update:
        return UpdateRefusedError(
            "this is a SPARQL Update, and the data served here cannot be changed",
            hint="ask with SELECT, ASK, CONSTRUCT or DESCRIBE; what is served changes only by a new release",
        )
    if not prologue(text).verb:
        return QuerySyntaxError(
            "there is no query in this text", hint="begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    name = undeclared(text)
    if name is not None and "IRI parsing failed" not in complaint:
        return _undeclared(name.text.partition(":")[0], *place(text, name.start))
    return _located(complaint, text)


def _undeclared(prefix: str, line: int, column: int) -> QuerySyntaxError:
    iri = PREFIXES.get(prefix, "…")
    return QuerySyntaxError(
        f"the prefix {prefix}: is not declared",
        line,
        column,
        hint=f"put PREFIX {prefix}: <{iri}> before the query",
    )


def _located(complaint: str, text: str) -> QuerySyntaxError:
    match = _COMPLAINT.match(complaint)
    if match is None:
        return QuerySyntaxError(complaint)
    line, column = int(match["line"]), int(match["column"])
    for sign, (message, hint) in _EXPLANATIONS.items():
        if sign in match["expected"]:
            return QuerySyntaxError(message, line, column, hint=hint)
    message = f"{_found(text, line, column)} does not fit here"
    return QuerySyntaxError(message, line, column, hint=_expected(match["expected"]))


def _found(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    word = re.match(r"\w+|\S|\s+", rest)
    if word is None:
        is_last = line >= len(lines)
        return "the end of the query" if is_last else "the end of the line"
    return f"“{word[0]}”" if not word[0].isspace() else "this space"


def _expected(expected: str) -> str:
    """What could stand there instead, without the ranges of characters a name may be made of."""
    plain = _CHARACTER_CLASS.sub("", expected.removeprefix("one of "))
    words = [word.strip().strip('"') for word in re.split(r",(?!\")|,(?=\s)", plain)]
    words = [word for word in dict.fromkeys(words) if word]
    return (
        f"expected {' or '.join(words)}"
        if words and len(words) <= 12
        else "something is missing before this place"
    )
