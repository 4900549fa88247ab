"""The JSON Schema of records, made from the context so that the two cannot disagree.

`munigraph schema` prints it for editors; `ShapeChecker` applies it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, Literal

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from munigraph.errors import Fault

from .context import Context, Term
from .yamlfile import YamlFile

FileKind = Literal["record", "reference", "source"]

_ID = {
    "type": "string",
    "pattern": "^[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$",
    "description": "{kind}/{slug}, lower-case ASCII letters, digits and single hyphens",
}
_IRI = {
    "type": "string",
    "pattern": '^([a-z]+(-[a-z]+)*/[a-z0-9]|https?://[^\\s<>"{}|\\\\^`]+$)',
    "description": "the id of a thing ({kind}/{slug}), or a whole http(s) address",
}
_LANGUAGE = "^(da|sv|en|nb|nn|fi|is|tr|fr|ar|de)$"
_LITERALS: dict[str, dict[str, Any]] = {
    "string": {"type": "string", "minLength": 1, "description": "text; in quotes if it looks like a number"},
    "integer": {"type": "integer", "description": "a whole number"},
    "boolean": {"type": "boolean", "description": "true or false"},
    "decimal": {
        "type": "string",
        "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        "description": 'a number in quotes, with a point: "20924" or "12.5"',
    },
    "date": {
        "if": {"type": "object"},
        "then": {"$ref": "#/$defs/imprecise-date"},
        "else": {"type": "string", "format": "date", "description": "a date that exists: 2015-08-25"},
    },
    "gYear": {"type": "string", "pattern": "^[0-9]{4}$", "description": 'a year in quotes: "2015"'},
}  # fmt: skip
_IMPRECISE_DATE = {
    "type": "object",
    "required": ["value", "type"],
    "additionalProperties": False,
    "properties": {"value": {"type": "string"}, "type": {"enum": ["gYear", "gYearMonth"]}},
    "if": {"properties": {"type": {"const": "gYear"}}},
    "then": {"properties": {"value": {"pattern": "^[0-9]{4}$", "description": 'a year in quotes: "2015"'}}},
    "else": {
        "properties": {"value": {"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "description": "a month: 2015-02"}}
    },
}
_SPAN = {
    "type": "object",
    "required": ["start", "end"],
    "additionalProperties": False,
    "properties": {
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 1},
        "anchor": {"type": "string", "minLength": 1, "maxLength": 60},
    },
}
_DRAFTED = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}$",
    "description": "what `munigraph extract` wrote to know its own nodes again; leave it as it is",
}
_STRUCK_OUT = {
    "type": "object",
    "required": ["was", "start", "end"],
    "additionalProperties": False,
    "properties": {"was": _ID, "start": {"type": "integer"}, "end": {"type": "integer"}},
}
EVIDENCE_KEYS = ("evidence", "text")
"""The keys whose values are spans of the source's text."""


def record_schema(context: Context, kind: FileKind = "record") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of records, of reference files, or of source entries."""
    properties = {name: _values(term) for name, term in context.terms.items() if term.kind != "ignored"}
    properties |= {"id": _ID, "type": _one_or_many({"enum": sorted(context.types)}), "drafted": _DRAFTED}
    node = {"type": "object", "required": ["id"], "additionalProperties": False, "properties": properties}
    facts = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/node"}}
    tops: dict[FileKind, dict[str, Any]] = {
        "record": _closed(
            {name: properties[name] for name in ("document", "curation", "description")}
            | {"struckOut": {"type": "array", "items": {"$ref": "#/$defs/struck-out"}}, "facts": facts},
            required=["document", "curation", "facts"],
        ),
        "reference": _closed({"facts": facts}, required=["facts"]),
        "source": {"$ref": "#/$defs/node", "required": ["id", "type", "sha256", "characters"]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"munigraph {kind}",
        "$defs": {"node": node, "span": _SPAN, "struck-out": _STRUCK_OUT, "imprecise-date": _IMPRECISE_DATE},
        **tops[kind],
    }


class ShapeChecker:
    """Tells what is wrong with the form of files of a kind: unknown keys, wrong values, bad dates and ids."""

    def __init__(self, context: Context, kind: FileKind) -> None:
        schema = record_schema(context, kind)
        self._checks = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        self._tells = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))

    def faults(self, file: YamlFile) -> list[Fault]:
        """All faults of a file's form. One library checks, fast; another tells what it is that is wrong."""
        if self._checks.is_valid(file.content):
            return []
        told = [fault for error in self._tells.iter_errors(file.content) for fault in _faults(file, error)]
        return told or [
            file.fault(tuple(error.instance_path), _shortened(error.message))
            for error in self._checks.iter_errors(file.content)
        ]


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


def _values(term: Term) -> dict[str, Any]:
    if term.name in EVIDENCE_KEYS:
        return _one_or_many({"$ref": "#/$defs/span"})
    if term.kind == "reference":
        return _one_or_many({"if": {"type": "object"}, "then": {"$ref": "#/$defs/node"}, "else": _IRI})
    if term.kind == "concept":
        hint = f"a concept of {term.values}"
        return _one_or_many({"type": "string", "pattern": "^[A-Za-z0-9-]+$", "description": hint})
    if term.kind == "language map":
        text = _one_or_many({"type": "string", "minLength": 1})
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": _LANGUAGE, "description": "a language: en, da, sv, …"},
            "additionalProperties": text,
        }
    return _one_or_many(_LITERALS[term.datatype])


def _one_or_many(schema: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"type": "array"}, "then": {"minItems": 1, "items": schema}, "else": schema}


def _faults(file: YamlFile, error: ValidationError) -> Iterator[Fault]:
    """Say a schema error as a curator would want to hear it."""
    position = tuple(error.absolute_path)
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    expected = schema.get("description", "")
    hint = f"expected: {expected}" if expected else ""
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(schema["properties"])
        for key in sorted(set(error.instance) - set(known)):
            near = difflib.get_close_matches(key, known, n=1)
            advice = f"did you mean `{near[0]}`?" if near else "keys are the terms of ontology/context.jsonld"
            yield file.fault((*position, key), f"unknown key `{key}`", advice)
        return
    if error.validator == "enum":
        near = difflib.get_close_matches(str(error.instance), schema["enum"], n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"one of: {', '.join(schema['enum'])}"
        yield file.fault(position, f"`{error.instance}` is not known here", hint)
    elif error.validator == "required":
        yield file.fault(position, error.message.replace("a required property", "required but missing"), hint)
    elif error.validator in ("pattern", "format"):
        yield file.fault(position, f"{error.instance!r} has the wrong form", hint)
    else:
        yield file.fault(position, _shortened(error.message), hint)


def _shortened(message: str, limit: int = 200) -> str:
    return message if len(message) <= limit else f"{message[:limit]}…"
